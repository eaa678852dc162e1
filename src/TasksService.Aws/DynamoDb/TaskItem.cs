using System.Globalization;
using System.Text.Json;
using Amazon.DynamoDBv2.Model;

namespace TasksService.Aws.DynamoDb;

/// <summary>A task as an item of the table. What is <see langword="null"/> or the default of a list of its own has no attribute: each attribute is paid for.</summary>
internal static class TaskItem
{
    public const string Id = "id";
    public const string Timestamp = "timestamp";
    public const string StartExecutionAt = "startExecutionAt";
    public const string Status = "taskStatus";
    public const string LastUpdatedAt = "lastUpdatedAt";
    public const string CreatedAt = "createdAt";
    public const string Target = "target";
    public const string Completion = "completion";
    public const string Retry = "retry";
    public const string TimeoutSeconds = "timeoutSeconds";
    public const string HeartbeatSeconds = "heartbeatSeconds";
    public const string Revision = "revision";
    public const string Attempts = "attempts";
    public const string NextAttemptAt = "nextAttemptAt";
    public const string StartedAt = "startedAt";
    public const string CompletedAt = "completedAt";
    public const string Output = "output";
    public const string OutputTruncated = "outputTruncated";
    public const string Error = "error";
    public const string Cause = "cause";
    public const string LastHeartbeatAt = "lastHeartbeatAt";
    public const string ClaimedBy = "claimedBy";
    public const string ClaimedUntil = "claimedUntil";
    public const string DeadlineAt = "deadlineAt";
    public const string ExpiresAt = "expiresAt";

    private const string Callback = "callback";

    /// <summary>
    /// How far <c>startExecutionAt</c> lies before the due time. Fixed, unlike the lookahead that a deployment may set: the index is read by it,
    /// and tasks that are stored already keep theirs.
    /// </summary>
    private static readonly TimeSpan StartsAhead = TimeSpan.FromMinutes(2);

    public static Dictionary<string, AttributeValue> From(ScheduledTask task)
    {
        var item = new Dictionary<string, AttributeValue>
        {
            [Id] = new(task.Id),
            [Timestamp] = Instant(task.Timestamp),
            [CreatedAt] = Instant(task.CreatedAt),
            [Retry] = RetryMap(task.Retry),
            [TimeoutSeconds] = Seconds(task.Timeout),
        };
        Add(item, Target, task.Target is null ? null : new AttributeValue(task.Target.Json));
        Add(item, Completion, task.Completion == TasksService.Completion.Callback ? new AttributeValue(Callback) : null);
        Add(item, HeartbeatSeconds, task.Heartbeat is { } heartbeat ? Seconds(heartbeat) : null);

        foreach (var (name, value) in Changing(task))
        {
            Add(item, name, value);
        }

        return item;
    }

    /// <summary>The attributes that the life of a task changes, and <see langword="null"/> for those that it does not have now.</summary>
    public static IEnumerable<(string Name, AttributeValue? Value)> Changing(ScheduledTask task) =>
    [
        (Status, StatusValue(task.Status)),
        (StartExecutionAt, StartsAt(task.DueAt)),
        (LastUpdatedAt, Instant(task.LastUpdatedAt)),
        (Revision, Number(task.Revision)),
        (Attempts, Number(task.Attempts)),
        (NextAttemptAt, Instant(task.NextAttemptAt)),
        (StartedAt, Instant(task.StartedAt)),
        (CompletedAt, Instant(task.CompletedAt)),
        (DeadlineAt, task.DeadlineAt is { } deadline ? EpochSeconds(deadline) : null),
        (ExpiresAt, task.ExpiresAt is { } expires ? Number(expires.ToUnixTimeSeconds()) : null),
        (Output, task.Output is null ? null : new AttributeValue(task.Output)),
        (OutputTruncated, task.OutputTruncated ? new AttributeValue { BOOL = true } : null),
        (Error, task.Error is null ? null : new AttributeValue(task.Error)),
        (Cause, task.Cause is null ? null : new AttributeValue(task.Cause)),
    ];

    public static ScheduledTask ToTask(Dictionary<string, AttributeValue> item) => new()
    {
        Id = item[Id].S,
        Timestamp = Iso8601.Parse(item[Timestamp].S),
        CreatedAt = Iso8601.Parse(item[CreatedAt].S),
        LastUpdatedAt = Iso8601.Parse(item[LastUpdatedAt].S),
        Status = ReadStatus(item[Status].S),
        Revision = ReadInt(item[Revision]),
        Target = Text(item, Target) is { } target ? ReadTarget(target) : null,
        Completion = Text(item, Completion) == Callback ? TasksService.Completion.Callback : TasksService.Completion.Immediate,
        Retry = ReadRetry(item[Retry].M),
        Timeout = ReadSeconds(item[TimeoutSeconds]),
        Heartbeat = item.TryGetValue(HeartbeatSeconds, out var heartbeat) ? ReadSeconds(heartbeat) : null,
        Attempts = ReadInt(item[Attempts]),
        NextAttemptAt = ReadInstant(item, NextAttemptAt),
        StartedAt = ReadInstant(item, StartedAt),
        CompletedAt = ReadInstant(item, CompletedAt),
        LastHeartbeatAt = ReadInstant(item, LastHeartbeatAt),
        DeadlineAt = item.TryGetValue(DeadlineAt, out var deadline) ? ReadEpochSeconds(deadline) : null,
        ExpiresAt = item.TryGetValue(ExpiresAt, out var expires) ? ReadEpochSeconds(expires) : null,
        Output = Text(item, Output),
        OutputTruncated = item.ContainsKey(OutputTruncated),
        Error = Text(item, Error),
        Cause = Text(item, Cause),
    };

    /// <summary>From an entry of the index, which knows no more than this.</summary>
    public static TaskMessage ToMessage(Dictionary<string, AttributeValue> entry) =>
        new(entry[Id].S, ReadInt(entry[Revision]), ReadEpochSeconds(entry[StartExecutionAt]) + StartsAhead);

    /// <summary>The <c>startExecutionAt</c> of what is due then.</summary>
    public static AttributeValue StartsAt(DateTimeOffset dueAt) => Number((dueAt - StartsAhead).ToUnixTimeSeconds());

    public static AttributeValue StatusValue(TaskStatus status) => new(status switch
    {
        TaskStatus.Scheduled => "SCHEDULED",
        TaskStatus.InProgress => "IN_PROGRESS",
        TaskStatus.Completed => "COMPLETED",
        TaskStatus.Failed => "FAILED",
        TaskStatus.Canceled => "CANCELED",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    });

    public static AttributeValue Number(long number) => new() { N = number.ToString(CultureInfo.InvariantCulture) };

    public static AttributeValue Instant(DateTimeOffset instant) => new(Iso8601.Format(instant));

    /// <summary>To the millisecond, for what is calculated with in the table.</summary>
    public static AttributeValue EpochSeconds(DateTimeOffset instant) =>
        new() { N = (instant.ToUnixTimeMilliseconds() / 1000m).ToString(CultureInfo.InvariantCulture) };

    public static DateTimeOffset? ReadInstant(Dictionary<string, AttributeValue> item, string name) =>
        Text(item, name) is { } text ? Iso8601.Parse(text) : null;

    private static AttributeValue? Instant(DateTimeOffset? instant) => instant is { } value ? Instant(value) : null;

    private static AttributeValue Seconds(TimeSpan duration) => Number((long)duration.TotalSeconds);

    private static AttributeValue RetryMap(RetryPolicy retry) => new()
    {
        M = new Dictionary<string, AttributeValue>
        {
            ["maxAttempts"] = Number(retry.MaxAttempts),
            ["intervalSeconds"] = Seconds(retry.Interval),
            ["backoffRate"] = new() { N = retry.BackoffRate.ToString(CultureInfo.InvariantCulture) },
            ["maxIntervalSeconds"] = Seconds(retry.MaxInterval),
            ["jitter"] = new(retry.Jitter == JitterStrategy.Full ? "FULL" : "NONE"),
        },
    };

    private static void Add(Dictionary<string, AttributeValue> item, string name, AttributeValue? value)
    {
        if (value is not null)
        {
            item.Add(name, value);
        }
    }

    private static TaskStatus ReadStatus(string text) => text switch
    {
        "SCHEDULED" => TaskStatus.Scheduled,
        "IN_PROGRESS" => TaskStatus.InProgress,
        "COMPLETED" => TaskStatus.Completed,
        "FAILED" => TaskStatus.Failed,
        "CANCELED" => TaskStatus.Canceled,
        _ => throw new InvalidDataException($"The table has a task of the unknown status '{text}'."),
    };

    private static TaskTarget ReadTarget(string json)
    {
        using var target = JsonDocument.Parse(json);
        return new TaskTarget(target.RootElement.GetProperty("type").GetString()!, json);
    }

    private static RetryPolicy ReadRetry(Dictionary<string, AttributeValue> map) => new()
    {
        MaxAttempts = ReadInt(map["maxAttempts"]),
        Interval = ReadSeconds(map["intervalSeconds"]),
        BackoffRate = double.Parse(map["backoffRate"].N, CultureInfo.InvariantCulture),
        MaxInterval = ReadSeconds(map["maxIntervalSeconds"]),
        Jitter = map["jitter"].S == "FULL" ? JitterStrategy.Full : JitterStrategy.None,
    };

    private static string? Text(Dictionary<string, AttributeValue> item, string name) => item.TryGetValue(name, out var value) ? value.S : null;

    private static int ReadInt(AttributeValue value) => int.Parse(value.N, CultureInfo.InvariantCulture);

    private static TimeSpan ReadSeconds(AttributeValue value) => TimeSpan.FromSeconds(ReadInt(value));

    private static DateTimeOffset ReadEpochSeconds(AttributeValue value) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)(decimal.Parse(value.N, CultureInfo.InvariantCulture) * 1000));
}
