using System.Text.Json;

namespace TasksService;

/// <summary>The input of an execution: what the definitions in <c>src/statemachines</c> read. The executor takes everything else from the claimed task.</summary>
/// <param name="Timestamp">When the attempt is due, ISO 8601 in UTC with milliseconds, as a Wait state's TimestampPath reads it.</param>
/// <param name="TimeoutSeconds">For a task that is answered later: the time from hand-out to answer.</param>
/// <param name="HeartbeatSeconds">For a task that is answered later, when it asks for heartbeats.</param>
/// <param name="Activity">For a task that a worker polls for.</param>
public sealed record ExecutionInput(
    string Id, int Revision, string Timestamp, int? TimeoutSeconds = null, int? HeartbeatSeconds = null, ExecutionInput.Work? Activity = null)
{
    public static ExecutionInput For(ScheduledTask task) => task.IsAnsweredLater
        ? new(task.Id, task.Revision, Iso8601.Format(task.DueAt), (int)task.Timeout.TotalSeconds, (int?)task.Heartbeat?.TotalSeconds, Work.Of(task))
        : new(task.Id, task.Revision, Iso8601.Format(task.DueAt));

    public string ToJson() => JsonSerializer.Serialize(this, ExecutionJson.Default.ExecutionInput);

    /// <param name="Input">What the worker gets.</param>
    public sealed record Work(JsonElement Input)
    {
        private static readonly JsonElement Nothing = JsonElement.Parse("{}");

        internal static Work? Of(ScheduledTask task) => task.Target is { Type: TaskTarget.Activity } target
            ? new(JsonElement.Parse(target.Json).TryGetProperty("input", out var input) ? input : Nothing)
            : null;
    }
}
