namespace TasksService.StatesLanguage;

internal sealed class TaskState : State
{
    public required TaskResource Resource { get; init; }

    public long? TimeoutSeconds { get; init; }

    public PathExpression? TimeoutSecondsPath { get; init; }

    public long? HeartbeatSeconds { get; init; }

    public PathExpression? HeartbeatSecondsPath { get; init; }

    public Template? Credentials { get; init; }

    public override string Type => "Task";
}
