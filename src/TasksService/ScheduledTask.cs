namespace TasksService;

/// <summary>A task and all that its record says. Values only: a change of status makes a new one, and a store writes it conditionally.</summary>
public sealed record ScheduledTask
{
    public required string Id { get; init; }

    /// <summary>The instant that was asked for, in UTC, whole milliseconds.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastUpdatedAt { get; init; }

    public TaskStatus Status { get; init; }

    /// <summary>1 at creation and one more at each rescheduling; messages and executions of another revision are dropped.</summary>
    public int Revision { get; init; } = 1;

    /// <summary><see langword="null"/> when there is nothing to call: the task just completes on time.</summary>
    public TaskTarget? Target { get; init; }

    public Completion Completion { get; init; }

    public RetryPolicy Retry { get; init; } = RetryPolicy.Default;

    /// <summary>For an immediate call, what one attempt may take; for a callback or activity, the time from hand-out to answer. Whole seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest silence of whoever holds the task token. Whole seconds.</summary>
    public TimeSpan? Heartbeat { get; init; }

    /// <summary>Attempts that have ended, recovered ones included.</summary>
    public int Attempts { get; init; }

    /// <summary>When the next attempt is due, for a task that was rescheduled.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When the last attempt began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the task reached its terminal status.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    public DateTimeOffset? LastHeartbeatAt { get; init; }

    /// <summary>While in progress: past this, the sweep takes the task up.</summary>
    public DateTimeOffset? DeadlineAt { get; init; }

    /// <summary>When the record may be deleted; set with the terminal status only.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What the target answered, as JSON text.</summary>
    public string? Output { get; init; }

    public bool OutputTruncated { get; init; }

    public string? Error { get; init; }

    public string? Cause { get; init; }

    /// <summary>When the current attempt is due.</summary>
    public DateTimeOffset DueAt => NextAttemptAt ?? Timestamp;

    /// <summary>Whether the task is answered by whoever holds its task token rather than by the call itself.</summary>
    public bool IsAnsweredLater => Completion == Completion.Callback || Target?.Type == TaskTarget.Activity;

    public TaskMessage ToMessage() => new(Id, Revision, DateTimeOffset.FromUnixTimeSeconds(DueAt.ToUnixTimeSeconds()));

    public ScheduledTask Start(DateTimeOffset deadlineAt, DateTimeOffset now) =>
        this with { Status = MoveTo(TaskStatus.InProgress), LastUpdatedAt = now, DeadlineAt = deadlineAt };

    public ScheduledTask Complete(string? output, bool truncated, DateTimeOffset now, TimeSpan retention) =>
        End(TaskStatus.Completed, output, truncated, error: null, cause: null, now, retention);

    public ScheduledTask Fail(string error, string? cause, DateTimeOffset now, TimeSpan retention) =>
        End(TaskStatus.Failed, output: null, truncated: false, error, cause, now, retention);

    /// <summary>Back to scheduled for one more attempt, under the next revision: what is still under way for this one is stale from here on.</summary>
    public ScheduledTask RetryAt(DateTimeOffset next, string error, string? cause, DateTimeOffset now) =>
        this with
        {
            Status = MoveTo(TaskStatus.Scheduled),
            LastUpdatedAt = now,
            Revision = Revision + 1,
            Attempts = Attempts + 1,
            NextAttemptAt = next,
            DeadlineAt = null,
            Error = error,
            Cause = cause,
        };

    private ScheduledTask End(TaskStatus status, string? output, bool truncated, string? error, string? cause, DateTimeOffset now, TimeSpan retention) =>
        this with
        {
            Status = MoveTo(status),
            LastUpdatedAt = now,
            Attempts = Attempts + 1,
            NextAttemptAt = null,
            DeadlineAt = null,
            CompletedAt = now,
            ExpiresAt = now + retention,
            Output = output,
            OutputTruncated = truncated,
            Error = error,
            Cause = cause,
        };

    /// <returns>The status that follows, when it may follow this one.</returns>
    private TaskStatus MoveTo(TaskStatus next) => (Status, next) switch
    {
        (TaskStatus.Scheduled, TaskStatus.InProgress or TaskStatus.Canceled) or
        (TaskStatus.InProgress, not TaskStatus.InProgress) => next,
        _ => throw new TaskStatusException(Id, Status, next),
    };
}
