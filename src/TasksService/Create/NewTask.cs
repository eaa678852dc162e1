namespace TasksService;

/// <summary>What a caller asks for, already checked.</summary>
public sealed record NewTask
{
    /// <summary>In UTC, whole milliseconds.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    public TaskTarget? Target { get; init; }

    public Completion Completion { get; init; }

    public RetryPolicy Retry { get; init; } = RetryPolicy.Default;

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan? Heartbeat { get; init; }
}
