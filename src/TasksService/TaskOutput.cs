using System.Text;
using System.Text.Json;

namespace TasksService;

/// <summary>The size that an output may have in a task's record.</summary>
public static class TaskOutput
{
    /// <summary>In bytes of UTF-8. Behind it: 256 KiB for a callback's output, 400 KB for a DynamoDB item.</summary>
    public const int MaxBytes = 128 * 1024;

    /// <param name="json">JSON text.</param>
    /// <returns>The output as it may be kept: when it is too large, a JSON string of its beginning.</returns>
    public static (string? Output, bool Truncated) Bound(string? json)
    {
        if (json is null || Encoding.UTF8.GetByteCount(json) <= MaxBytes)
        {
            return (json, false);
        }

        // A quarter: each character can take six bytes as an escape inside a string, most take one or two.
        var beginning = json[..(MaxBytes / 4)];
        for (var length = beginning.Length; ; length /= 2)
        {
            var text = JsonSerializer.Serialize(beginning[..length], TaskOutputJson.Default.String);
            if (Encoding.UTF8.GetByteCount(text) <= MaxBytes)
            {
                return (text, true);
            }
        }
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class TaskOutputJson : System.Text.Json.Serialization.JsonSerializerContext;
