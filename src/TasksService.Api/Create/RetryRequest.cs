using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace TasksService.Api;

/// <summary>The <c>retry</c> member of a task, with the ranges of <see cref="RetryPolicy"/>.</summary>
[Description("How often a call is attempted, and how long the waits between are.")]
internal sealed class RetryRequest
{
    [Description("All attempts, the first included. Default 3.")]
    [Range(1, 100)]
    public int? MaxAttempts { get; set; }

    [Description("The wait before the second attempt. Default 5.")]
    [Range(1, 86_400)]
    public int? IntervalSeconds { get; set; }

    [Description("What each further wait is multiplied by. Default 2.")]
    [Range(1.0, 10.0)]
    public double? BackoffRate { get; set; }

    [Description("No wait is longer. Default 3600, or intervalSeconds if that is more.")]
    [Range(1, 2_592_000)]
    public int? MaxIntervalSeconds { get; set; }

    [Description("FULL spreads each wait at random between zero and its length. Default NONE.")]
    public JitterStrategy? Jitter { get; set; }

    public RetryPolicy ToPolicy(string path, Faults faults)
    {
        var standard = RetryPolicy.Default;
        var interval = IntervalSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : standard.Interval;
        if (MaxIntervalSeconds < interval.TotalSeconds)
        {
            faults.Add($"{path}.maxIntervalSeconds", $"must not be less than intervalSeconds ({interval.TotalSeconds:0})");
        }

        return new RetryPolicy
        {
            MaxAttempts = MaxAttempts ?? standard.MaxAttempts,
            Interval = interval,
            BackoffRate = BackoffRate ?? standard.BackoffRate,
            MaxInterval = MaxIntervalSeconds is { } longest ? TimeSpan.FromSeconds(longest) : Max(standard.MaxInterval, interval),
            Jitter = Jitter ?? standard.Jitter,
        };
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
