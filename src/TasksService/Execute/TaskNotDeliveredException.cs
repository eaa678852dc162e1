namespace TasksService;

/// <summary>
/// A task that is completed by callback could not be handed over, or is not to be any more, and that is recorded: nobody will answer, so the execution ends.
/// The definition catches this error by this type's name.
/// </summary>
public sealed class TaskNotDeliveredException(string taskId, int revision)
    : Exception($"Task '{taskId}' was not delivered under revision {revision}.")
{
    public string TaskId { get; } = taskId;

    public int Revision { get; } = revision;
}
