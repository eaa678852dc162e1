using System.Text.Json;
using System.Text.Json.Serialization;

namespace TasksService.Api;

/// <summary>Reads an instant of any precision, but only with its offset; never makes it earlier than it says. Writes as <see cref="Iso8601"/>.</summary>
internal sealed class Instant : JsonConverter<DateTimeOffset>
{
    private const int TickDigits = 7;

    /// <summary>To the whole millisecond, up: a task is never early.</summary>
    public static DateTimeOffset RoundUp(DateTimeOffset instant)
    {
        var over = instant.UtcTicks % TimeSpan.TicksPerMillisecond;
        return new(instant.UtcTicks + (over == 0 ? 0 : TimeSpan.TicksPerMillisecond - over), TimeSpan.Zero);
    }

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var instant) && reader.GetString() is { } text && HasOffset(text))
        {
            // The platform drops what is finer than a tick.
            return HasMoreThanTicks(text) ? instant.AddTicks(1) : instant;
        }

        throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Iso8601.Format(value));

    private static bool HasOffset(string text) =>
        text.EndsWith('Z') || (text.IndexOf('T', StringComparison.Ordinal) is > 0 and var time && text.AsSpan(time).ContainsAny('+', '-'));

    private static bool HasMoreThanTicks(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
        {
            return false;
        }

        var fraction = text.AsSpan(point + 1);
        var digits = fraction.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? fraction[..end] : fraction;
        return digits.Length > TickDigits && digits[TickDigits..].ContainsAnyExcept('0');
    }
}
