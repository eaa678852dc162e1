namespace TasksService.StatesLanguage;

/// <summary>A task that was requested and has not been answered.</summary>
internal sealed class ActiveTask(TaskRequest request, DateTimeOffset? timeoutAt)
{
    public TaskRequest Request { get; } = request;

    public string Id => Request.Id;

    public DateTimeOffset? TimeoutAt { get; } = timeoutAt;

    public bool IsStarted { get; set; }

    public bool IsSubmitted { get; set; }

    /// <summary>When the next heartbeat is missed. An activity's clock starts when a worker takes the task.</summary>
    public DateTimeOffset? HeartbeatAt { get; private set; }

    public DateTimeOffset? DueAt => TimeoutAt is null || HeartbeatAt < TimeoutAt ? HeartbeatAt ?? TimeoutAt : TimeoutAt;

    public void Beat(DateTimeOffset? now) => HeartbeatAt = now + Request.Heartbeat;

    public void RestoreHeartbeat(DateTimeOffset? at) => HeartbeatAt = at;
}
