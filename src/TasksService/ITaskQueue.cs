namespace TasksService;

/// <summary>The queue of tasks whose execution is to be started. Delivers each message at least once.</summary>
public interface ITaskQueue
{
    /// <summary>Returns when every message is in the queue, whatever their number.</summary>
    Task SendAsync(IReadOnlyList<TaskMessage> messages, CancellationToken cancellationToken);
}
