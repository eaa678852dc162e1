namespace TasksService;

/// <summary>A change of status that the life of a task does not have.</summary>
public sealed class TaskStatusException(string taskId, TaskStatus status, TaskStatus next)
    : InvalidOperationException($"Task '{taskId}' is {status} and cannot become {next}.")
{
    public string TaskId { get; } = taskId;

    public TaskStatus Status { get; } = status;

    public TaskStatus Next { get; } = next;
}
