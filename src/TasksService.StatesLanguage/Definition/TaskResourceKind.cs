namespace TasksService.StatesLanguage;

public enum TaskResourceKind
{
    /// <summary>A function by its own ARN: its input is the state's, its result the function's.</summary>
    Lambda,

    /// <summary>A worker polls for the task.</summary>
    Activity,

    /// <summary>A service integration: <c>arn:aws:states:::lambda:invoke</c>, <c>arn:aws:states:::sqs:sendMessage.waitForTaskToken</c>.</summary>
    Service,
}
