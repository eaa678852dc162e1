using System.Buffers;
using System.Text.Json;
using TasksService.ActivityWorker;

namespace TasksService.ActivityPoller;

/// <summary>What a worker gets: <c>{"taskToken": …, "input": …}</c>, the input as the JSON that the state sent.</summary>
internal static class WorkerEvent
{
    public static byte[] Write(ActivityTask task)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("taskToken", task.Token);
            json.WritePropertyName("input");
            json.WriteRawValue(task.Input);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
