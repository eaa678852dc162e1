namespace TasksService;

/// <summary>What an execution of the state machine asks the executor for: the parameters of the definition's Execute state.</summary>
/// <param name="Timestamp">When the attempt is due; before this the target is not called.</param>
/// <param name="TaskToken">Given when the task is completed by callback: the call then only delivers the task.</param>
/// <param name="Execution">The execution's own id, and <paramref name="RetryCount"/> how often its state has been retried: together, who claims.</param>
public sealed record ExecutionAttempt(string Id, int Revision, DateTimeOffset Timestamp, string Execution, int RetryCount, string? TaskToken = null)
{
    internal string Claimant { get; } = $"{Execution}#{RetryCount}";
}
