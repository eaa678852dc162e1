namespace TasksService.ActivityWorker;

/// <summary>Thrown by a handler that wants to name the error itself; any other exception fails the task with its type's name and its message.</summary>
/// <param name="error">What <c>ErrorEquals</c> of the state's Retry and Catch compare with.</param>
/// <param name="cause">For people.</param>
/// <param name="innerException">What led to it; not sent.</param>
public sealed class ActivityFailedException(string error, string cause, Exception? innerException = null) : Exception(cause, innerException)
{
    public string Error { get; } = error;
}
