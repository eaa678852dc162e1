using System.Globalization;

namespace TasksService.StatesLanguage;

/// <summary>Timestamps of the language: RFC 3339 with an upper-case <c>T</c>, and an upper-case <c>Z</c> where there is no numeric offset.</summary>
internal static class Timestamp
{
    private const int TickDigits = 7;

    /// <returns><see langword="null"/> when the text is no timestamp.</returns>
    public static DateTimeOffset? TryParse(string? text)
    {
        // 2016-08-18T17:33:00[.fraction](Z|+hh:mm)
        if (text is null || text.Length is < 20 or > 64 || text[10] != 'T')
        {
            return null;
        }

        var end = 19;
        if (text[19] == '.')
        {
            end = 20;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            if (end == 20)
            {
                return null;
            }
        }

        var zone = text[end..];
        var isOffset = zone.Length == 6 && zone[0] is '+' or '-' && zone[3] == ':';
        if (zone != "Z" && !isOffset)
        {
            return null;
        }

        // Nanoseconds are read as far as the clock's ticks go.
        var fraction = end > 20 ? string.Concat(".", text.AsSpan(20, Math.Min(TickDigits, end - 20))) : "";
        var normal = string.Concat(text.AsSpan(0, 19), fraction, isOffset ? zone : "+00:00");
        return DateTimeOffset.TryParseExact(
            normal, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? value.ToUniversalTime()
            : null;
    }

    /// <summary>As the context object writes an instant: UTC, milliseconds.</summary>
    public static string Format(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
