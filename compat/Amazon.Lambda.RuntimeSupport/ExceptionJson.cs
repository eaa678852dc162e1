using System.Text.Json;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>An error as the Runtime API documents it: <c>errorMessage</c>, <c>errorType</c>, <c>stackTrace</c>; and its cause alike.</summary>
internal static class ExceptionJson
{
    public static byte[] Write(Exception error)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            Write(writer, error);
        }

        return json.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, Exception error)
    {
        writer.WriteStartObject();
        writer.WriteString("errorType", error.GetType().Name);
        writer.WriteString("errorMessage", error.Message);

        writer.WriteStartArray("stackTrace");
        foreach (var line in error.StackTrace?.Split('\n') ?? [])
        {
            writer.WriteStringValue(line.TrimEnd('\r'));
        }

        writer.WriteEndArray();

        if (error.InnerException is { } cause)
        {
            writer.WritePropertyName("cause");
            Write(writer, cause);
        }

        writer.WriteEndObject();
    }
}
