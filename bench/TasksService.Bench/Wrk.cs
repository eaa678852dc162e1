using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace TasksService.Bench;

/// <summary>One run of the load generator <c>wrk</c>: 32 callers on connections that stay open, one thread.</summary>
internal sealed partial record Wrk(long Requests, double PerSecond, double P50Milliseconds, double P99Milliseconds)
{
    private const int Callers = 32;

    /// <param name="script">A Lua file beside the program, which makes the requests.</param>
    public static async Task<Wrk> RunAsync(Uri api, string script, TimeSpan duration)
    {
        var start = new ProcessStartInfo("wrk")
        {
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "-t1", $"-c{Callers}", $"-d{duration.TotalSeconds:0}s", "--latency",
                "-s", Path.Combine(AppContext.BaseDirectory, script), new Uri(api, "tasks").ToString(),
            },
        };

        using var process = Start(start);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0 || output.Contains("Non-2xx", StringComparison.Ordinal) || output.Contains("Socket errors", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"wrk did not get only 201s:\n{output}");
        }

        return new Wrk(
            long.Parse(RequestsPattern().Match(output).Groups[1].Value, CultureInfo.InvariantCulture),
            double.Parse(RatePattern().Match(output).Groups[1].Value, CultureInfo.InvariantCulture),
            Milliseconds(P50Pattern().Match(output)),
            Milliseconds(P99Pattern().Match(output)));
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException("The load generator wrk is not installed. On Debian or Ubuntu: apt-get install wrk", missing);
        }
    }

    private static double Milliseconds(Match match) =>
        double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * match.Groups[2].Value switch { "us" => 0.001, "ms" => 1, _ => 1000 };

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex RequestsPattern();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex RatePattern();

    [GeneratedRegex(@"50%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex P50Pattern();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex P99Pattern();
}
