using System.Text;
using System.Text.Json;

namespace TasksService.Targets;

/// <summary>How a target that is no HTTP receiver gets the task token: <c>{"taskToken": …, "input": …}</c>.</summary>
internal static class TaskTokenEnvelope
{
    /// <param name="input">JSON text.</param>
    /// <param name="taskToken"><see langword="null"/> when the task is completed by the call itself: then there is no envelope.</param>
    public static string Wrap(string input, string? taskToken)
    {
        if (taskToken is null)
        {
            return input;
        }

        using var envelope = new MemoryStream();
        using (var json = new Utf8JsonWriter(envelope))
        {
            json.WriteStartObject();
            json.WriteString("taskToken", taskToken);
            json.WritePropertyName("input");
            json.WriteRawValue(input);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(envelope.ToArray());
    }
}
