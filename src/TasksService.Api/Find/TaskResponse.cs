using System.ComponentModel;

namespace TasksService.Api;

/// <summary>A task as the API tells it.</summary>
[Description("A task and what its record says. Members that say nothing yet are left out. Instants are UTC, with milliseconds.")]
internal sealed class TaskResponse
{
    public required string Id { get; init; }

    [Description("When the task is due.")]
    public required DateTimeOffset Timestamp { get; init; }

    [Description("When the execution of the current attempt may start, a lookahead before it is due: seconds since 1970.")]
    public required long StartExecutionAt { get; init; }

    public required TaskStatus TaskStatus { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastUpdatedAt { get; init; }

    [Description("1 at creation and one more at each rescheduling.")]
    public required int Revision { get; init; }

    [Description("Attempts that have ended.")]
    public required int Attempts { get; init; }

    public required Completion Completion { get; init; }

    public RawJson? Target { get; init; }

    public required RetryResponse Retry { get; init; }

    public required int TimeoutSeconds { get; init; }

    public int? HeartbeatSeconds { get; init; }

    [Description("When the next attempt is due, for a task that was rescheduled.")]
    public DateTimeOffset? NextAttemptAt { get; init; }

    [Description("When the last attempt began.")]
    public DateTimeOffset? StartedAt { get; init; }

    [Description("When the task ended, one way or the other.")]
    public DateTimeOffset? CompletedAt { get; init; }

    public DateTimeOffset? LastHeartbeatAt { get; init; }

    [Description("What the target answered.")]
    public RawJson? Output { get; init; }

    [Description("Whether the target answered more than the record keeps.")]
    public bool? OutputTruncated { get; init; }

    [Description("Why the last attempt failed, in one word.")]
    public string? Error { get; init; }

    [Description("Why the last attempt failed, in full.")]
    public string? Cause { get; init; }

    public static TaskResponse From(ScheduledTask task, TimeSpan lookahead) => new()
    {
        Id = task.Id,
        Timestamp = task.Timestamp,
        StartExecutionAt = task.DueAt.ToUnixTimeSeconds() - (long)lookahead.TotalSeconds,
        TaskStatus = task.Status,
        CreatedAt = task.CreatedAt,
        LastUpdatedAt = task.LastUpdatedAt,
        Revision = task.Revision,
        Attempts = task.Attempts,
        Completion = task.Completion,
        Target = RawJson.From(task.Target?.Json),
        Retry = RetryResponse.From(task.Retry),
        TimeoutSeconds = (int)task.Timeout.TotalSeconds,
        HeartbeatSeconds = (int?)task.Heartbeat?.TotalSeconds,
        NextAttemptAt = task.NextAttemptAt,
        StartedAt = task.StartedAt,
        CompletedAt = task.CompletedAt,
        LastHeartbeatAt = task.LastHeartbeatAt,
        Output = RawJson.From(task.Output),
        OutputTruncated = task.Output is null ? null : task.OutputTruncated,
        Error = task.Error,
        Cause = task.Cause,
    };
}
