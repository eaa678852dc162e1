namespace TasksService.Aws.StepFunctions;

/// <summary>The state machines. In a function's environment: <c>StepFunctions__StateMachineArn</c>, <c>StepFunctions__CallbackStateMachineArn</c>.</summary>
public sealed class StepFunctionsOptions
{
    public const string Section = "StepFunctions";

    /// <summary>The machine of <c>tasks.asl.json</c>.</summary>
    public string StateMachineArn { get; set; } = "";

    /// <summary>The machine of <c>tasks-callback.asl.json</c>.</summary>
    public string CallbackStateMachineArn { get; set; } = "";

    /// <summary>What is wrong with these settings, each with its consequence.</summary>
    public IEnumerable<string> Faults()
    {
        if (!IsArn(StateMachineArn))
        {
            yield return $"{Section}:{nameof(StateMachineArn)} ('{StateMachineArn}') is not the ARN of a state machine, so no task can be executed.";
        }

        if (!IsArn(CallbackStateMachineArn))
        {
            yield return $"{Section}:{nameof(CallbackStateMachineArn)} ('{CallbackStateMachineArn}') is not the ARN of a state machine, so no task that is answered later can be handed out.";
        }
    }

    private static bool IsArn(string text) => text.StartsWith("arn:", StringComparison.Ordinal);
}
