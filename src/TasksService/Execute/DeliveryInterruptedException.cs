namespace TasksService;

/// <summary>
/// A delivery broke off for a reason of the service's own, such as a store that did not answer. The definition retries this error by this type's name:
/// beside it, any error of a state that waits for a task token is its receiver's.
/// </summary>
public sealed class DeliveryInterruptedException(string taskId, Exception innerException)
    : Exception($"The delivery of task '{taskId}' broke off: {innerException.Message}", innerException)
{
    public string TaskId { get; } = taskId;
}
