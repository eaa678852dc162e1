using System.Text.Json;
using TasksService.Sqlite;

namespace TasksService.Embedded;

/// <summary>
/// The table of tasks. Instants are milliseconds since 1970. <c>wake_at</c> is when somebody must look at the task next: when it is due while it is scheduled,
/// its deadline while it is in progress, and when its record expires once it has ended; so one index serves the dispatcher, the sweep and the purge.
/// </summary>
internal static class TaskTable
{
    public const int Version = 1;

    /// <summary>Clustered by id: ids begin with their time, so that new rows go to the end.</summary>
    public const string Schema = """
        create table if not exists tasks (
            id text primary key,
            status integer not null,
            wake_at integer,
            revision integer not null,
            attempts integer not null,
            timestamp integer not null,
            created_at integer not null,
            updated_at integer not null,
            next_attempt_at integer,
            started_at integer,
            completed_at integer,
            last_heartbeat_at integer,
            completion integer not null,
            timeout_seconds integer not null,
            heartbeat_seconds integer,
            retry text,
            target_type text,
            target text,
            output text,
            output_truncated integer not null default 0,
            error text,
            cause text
        ) without rowid;
        create index if not exists tasks_by_wake_at on tasks (status, wake_at);
        """;

    private const string Columns = """
        id, status, wake_at, revision, attempts, timestamp, created_at, updated_at, next_attempt_at, started_at, completed_at, last_heartbeat_at,
        completion, timeout_seconds, heartbeat_seconds, retry, target_type, target, output, output_truncated, error, cause
        """;

    private const string InsertSql = """
        insert into tasks (id, status, wake_at, revision, attempts, timestamp, created_at, updated_at, completion, timeout_seconds, heartbeat_seconds, retry, target_type, target)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """;

    private const string FindSql = $"select {Columns} from tasks where id = $1";

    private const string StartSql = "update tasks set status = $2, wake_at = $3, updated_at = $4 where id = $1";

    private const string RecordSql = """
        update tasks set status = $4, wake_at = $5, revision = $6, attempts = $7, updated_at = $8, next_attempt_at = $9, started_at = $10, completed_at = $11,
            last_heartbeat_at = $12, output = $13, output_truncated = $14, error = $15, cause = $16
        where id = $1 and revision = $2 and status = $3
        """;

    private const string TouchSql = "update tasks set started_at = coalesce($4, started_at), last_heartbeat_at = coalesce($5, last_heartbeat_at) where id = $1 and revision = $2 and status = $3";

    private const string WakingSql = """
        select id, revision, timestamp, next_attempt_at, wake_at from tasks
        where status = $1 and (wake_at, id) > ($2, $3) and wake_at < $4
        order by wake_at, id limit $5
        """;

    private const string InProgressSql = $"""
        select {Columns} from tasks
        where status = $1 and (wake_at, id) > ($2, $3)
        order by wake_at, id limit $4
        """;

    private const string PurgeSql = """
        delete from tasks where id in (select id from tasks where status in ($1, $2, $3) and wake_at < $4 limit $5)
        """;

    public static void Insert(SqliteSession session, ScheduledTask task) => session.Execute(
        InsertSql,
        task.Id,
        (int)task.Status,
        Milliseconds(WakeAt(task)),
        task.Revision,
        task.Attempts,
        Milliseconds(task.Timestamp),
        Milliseconds(task.CreatedAt),
        Milliseconds(task.LastUpdatedAt),
        (int)task.Completion,
        (long)task.Timeout.TotalSeconds,
        (long?)task.Heartbeat?.TotalSeconds,
        task.Retry == RetryPolicy.Default ? null : JsonSerializer.Serialize(task.Retry, RetryPolicyJson.Default.RetryPolicy),
        task.Target?.Type,
        task.Target?.Json);

    public static ScheduledTask? Find(SqliteSession session, string id) => session.First(FindSql, ToTask, id);

    public static void Start(SqliteSession session, ScheduledTask task) =>
        session.Execute(StartSql, task.Id, (int)task.Status, Milliseconds(WakeAt(task)), Milliseconds(task.LastUpdatedAt));

    /// <returns>Whether the task was in progress under <paramref name="revision"/>.</returns>
    public static bool TryRecord(SqliteSession session, int revision, ScheduledTask next) => session.Execute(
        RecordSql,
        next.Id,
        revision,
        (int)TaskStatus.InProgress,
        (int)next.Status,
        Milliseconds(WakeAt(next)),
        next.Revision,
        next.Attempts,
        Milliseconds(next.LastUpdatedAt),
        Milliseconds(next.NextAttemptAt),
        Milliseconds(next.StartedAt),
        Milliseconds(next.CompletedAt),
        Milliseconds(next.LastHeartbeatAt),
        next.Output,
        next.OutputTruncated ? 1 : 0,
        next.Error,
        next.Cause) == 1;

    /// <summary>Writes when the attempt began, or when a sign of life came; the index has nothing to do with either.</summary>
    /// <returns>Whether the task is in progress under <paramref name="revision"/>.</returns>
    public static bool TryTouch(SqliteSession session, string id, int revision, DateTimeOffset? startedAt = null, DateTimeOffset? heartbeatAt = null) =>
        session.Execute(TouchSql, id, revision, (int)TaskStatus.InProgress, Milliseconds(startedAt), Milliseconds(heartbeatAt)) == 1;

    /// <summary>The next tasks of a status, by the time they wake at, after the one given.</summary>
    public static List<WakingTask> Waking(SqliteSession session, TaskStatus status, WakingTask? after, long before, int limit) => session.All(
        WakingSql,
        static row => new WakingTask(new TaskMessage(row.GetString(0), row.GetInt32(1), WholeSecond(row.IsDBNull(3) ? row.GetInt64(2) : row.GetInt64(3))), row.GetInt64(4)),
        (int)status,
        after?.WakeAt ?? long.MinValue,
        after?.Message.TaskId ?? "",
        before,
        limit);

    public static List<ScheduledTask> InProgress(SqliteSession session, ScheduledTask? after, int limit) =>
        session.All(InProgressSql, ToTask, (int)TaskStatus.InProgress, Milliseconds(after?.DeadlineAt) ?? long.MinValue, after?.Id ?? "", limit);

    /// <returns>How many records were deleted.</returns>
    public static int Purge(SqliteSession session, DateTimeOffset now, int limit) =>
        session.Execute(PurgeSql, (int)TaskStatus.Completed, (int)TaskStatus.Failed, (int)TaskStatus.Canceled, Milliseconds(now), limit);

    public static long Milliseconds(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds();

    private static long? Milliseconds(DateTimeOffset? instant) => instant?.ToUnixTimeMilliseconds();

    private static DateTimeOffset? WakeAt(ScheduledTask task) => task.Status switch
    {
        TaskStatus.Scheduled => task.DueAt,
        TaskStatus.InProgress => task.DeadlineAt,
        _ => task.ExpiresAt,
    };

    private static ScheduledTask ToTask(SqliteRow row)
    {
        var status = (TaskStatus)row.GetInt32(1);
        var wakeAt = Instant(row, 2);
        return new ScheduledTask
        {
            Id = row.GetString(0),
            Status = status,
            DeadlineAt = status == TaskStatus.InProgress ? wakeAt : null,
            ExpiresAt = status is TaskStatus.Scheduled or TaskStatus.InProgress ? null : wakeAt,
            Revision = row.GetInt32(3),
            Attempts = row.GetInt32(4),
            Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6)),
            LastUpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(7)),
            NextAttemptAt = Instant(row, 8),
            StartedAt = Instant(row, 9),
            CompletedAt = Instant(row, 10),
            LastHeartbeatAt = Instant(row, 11),
            Completion = (Completion)row.GetInt32(12),
            Timeout = TimeSpan.FromSeconds(row.GetInt64(13)),
            Heartbeat = row.IsDBNull(14) ? null : TimeSpan.FromSeconds(row.GetInt64(14)),
            Retry = Text(row, 15) is { } retry ? JsonSerializer.Deserialize(retry, RetryPolicyJson.Default.RetryPolicy)! : RetryPolicy.Default,
            Target = Text(row, 16) is { } type ? new TaskTarget(type, row.GetString(17)) : null,
            Output = Text(row, 18),
            OutputTruncated = row.GetInt32(19) != 0,
            Error = Text(row, 20),
            Cause = Text(row, 21),
        };
    }

    private static string? Text(SqliteRow row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset? Instant(SqliteRow row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    private static DateTimeOffset WholeSecond(long milliseconds) => DateTimeOffset.FromUnixTimeSeconds(Math.DivRem(milliseconds, 1_000).Quotient);
}
