namespace TasksService.StatesLanguage;

/// <summary>What the context object (<c>$$.Execution</c>, <c>$$.StateMachine</c>) says of an execution.</summary>
public sealed record ExecutionInfo
{
    /// <summary>The execution's ARN.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string RoleArn { get; init; } = "";

    /// <summary>The state machine's ARN.</summary>
    public required string StateMachineId { get; init; }

    public required string StateMachineName { get; init; }

    public StateMachineType Type { get; init; }

    /// <summary>The region in the ARN.</summary>
    internal string Region => Id.Split(':') is [_, _, _, var region, ..] ? region : "";
}
