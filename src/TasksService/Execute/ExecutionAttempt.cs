namespace TasksService;

/// <summary>What an execution of the state machine asks the executor for.</summary>
/// <param name="DueAt">Before this the target is not called.</param>
/// <param name="Execution">The execution's own id, and <paramref name="RetryCount"/> how often its state has been retried: together, who claims.</param>
public sealed record ExecutionAttempt(string TaskId, int Revision, DateTimeOffset DueAt, string Execution, int RetryCount)
{
    public string Claimant => $"{Execution}#{RetryCount}";
}
