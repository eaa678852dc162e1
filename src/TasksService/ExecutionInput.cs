using System.Text.Json;

namespace TasksService;

/// <summary>The input of an execution: what the definitions in <c>src/statemachines</c> read. The executor takes everything else from the claimed task.</summary>
/// <param name="Timestamp">When the attempt is due, ISO 8601 in UTC with milliseconds, as a Wait state's TimestampPath reads it.</param>
public sealed record ExecutionInput(string Id, int Revision, string Timestamp)
{
    public static ExecutionInput For(ScheduledTask task) => new(task.Id, task.Revision, Iso8601.Format(task.DueAt));

    public string ToJson() => JsonSerializer.Serialize(this, ExecutionJson.Default.ExecutionInput);
}
