namespace TasksService;

/// <summary>Another executor is at work on the task. The definition retries this error, by this type's name, until that claim is over.</summary>
public sealed class ClaimHeldException(string taskId, DateTimeOffset until)
    : Exception($"Task '{taskId}' is claimed by another executor until {until:O}.")
{
    public string TaskId { get; } = taskId;

    public DateTimeOffset Until { get; } = until;
}
