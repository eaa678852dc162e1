namespace TasksService.StatesLanguage;

/// <summary>A task that was requested and has not been answered.</summary>
internal sealed class ActiveTask(string id, DateTimeOffset? timeoutAt, TimeSpan? heartbeat)
{
    public string Id { get; } = id;

    public DateTimeOffset? TimeoutAt { get; } = timeoutAt;

    public TimeSpan? Heartbeat { get; } = heartbeat;

    /// <summary>When the next heartbeat is missed. An activity's clock starts when a worker takes the task.</summary>
    public DateTimeOffset? HeartbeatAt { get; set; }

    public DateTimeOffset? DueAt => TimeoutAt is null || HeartbeatAt < TimeoutAt ? HeartbeatAt ?? TimeoutAt : TimeoutAt;
}
