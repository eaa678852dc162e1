namespace TasksService.StatesLanguage;

/// <summary>Thrown by a task handler: the task failed with this error, which the definition's Retry and Catch look at.</summary>
public sealed class TaskFailedException(string? error, string? cause, Exception? inner = null) : Exception(cause ?? error, inner)
{
    public string? Error { get; } = error;

    public string? Cause { get; } = cause;
}
