using System.Text.Json;

namespace TasksService.Aws.Sqs;

/// <summary>A task's message in the queue's own form: a JSON object of its id, its revision and the time it is due.</summary>
public sealed record SqsTaskMessage(string Id, int Revision, string Timestamp)
{
    public static string Write(TaskMessage message) =>
        JsonSerializer.Serialize(new SqsTaskMessage(message.TaskId, message.Revision, Iso8601.Format(message.DueAt)), SqsJson.Default.SqsTaskMessage);

    /// <exception cref="FormatException">The body is not such a message.</exception>
    public static TaskMessage Read(string body)
    {
        try
        {
            var message = JsonSerializer.Deserialize(body, SqsJson.Default.SqsTaskMessage);
            return message is { Id.Length: > 0, Timestamp.Length: > 0 }
                ? new TaskMessage(message.Id, message.Revision, Iso8601.Parse(message.Timestamp))
                : throw new FormatException("The message of a task has no id or no timestamp.");
        }
        catch (JsonException exception)
        {
            throw new FormatException("The message of a task is not the JSON object that it should be.", exception);
        }
    }
}
