namespace TasksService.StatesLanguage;

/// <summary>An entry of Retry.</summary>
internal sealed record Retrier(
    string[] ErrorEquals, double IntervalSeconds, long MaxAttempts, double BackoffRate, double? MaxDelaySeconds, bool HasFullJitter)
{
    private const double LongestDelay = 99_999_999;

    /// <param name="retried">How often this retrier has retried before.</param>
    public TimeSpan DelayBefore(int retried)
    {
        var seconds = Math.Min(IntervalSeconds * Math.Pow(BackoffRate, retried), MaxDelaySeconds ?? LongestDelay);
        return TimeSpan.FromSeconds(HasFullJitter ? seconds * Random.Shared.NextDouble() : seconds);
    }
}
