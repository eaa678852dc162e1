using System.Globalization;

namespace TasksService;

/// <summary>How instants are written everywhere: ISO 8601, UTC, milliseconds, as in <c>2026-03-01T12:00:00.000Z</c>.</summary>
public static class Iso8601
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static string Format(DateTimeOffset instant) => instant.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    public static DateTimeOffset Parse(string text) =>
        DateTimeOffset.ParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
