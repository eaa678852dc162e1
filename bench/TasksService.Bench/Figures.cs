using System.Globalization;

namespace TasksService.Bench;

/// <summary>Numbers and how they are shown.</summary>
internal static class Figures
{
    public static double Median(this IEnumerable<double> values) => values.Percentile(50);

    /// <summary>The smallest value that at least so many percent of the values do not exceed.</summary>
    public static double Percentile(this IEnumerable<double> values, double percent)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Max(0, (int)Math.Ceiling(percent / 100 * sorted.Length) - 1)];
    }

    /// <summary>The median, and the least and the most in brackets.</summary>
    public static string Spread(this IReadOnlyCollection<double> values, string format) =>
        $"{values.Median().Show(format)} ({values.Min().Show(format)}–{values.Max().Show(format)})";

    public static string Show(this double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
