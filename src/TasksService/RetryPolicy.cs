namespace TasksService;

/// <summary>How often an immediate call, or the delivery of a callback, is attempted and how long the waits between are.</summary>
public sealed record RetryPolicy
{
    public static RetryPolicy Default { get; } = new();

    /// <summary>All attempts, the first included: 1 to 100.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>The wait before the second attempt: 1 second to 1 day.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What each further wait is multiplied by: 1 to 10.</summary>
    public double BackoffRate { get; init; } = 2;

    /// <summary>No wait is longer: 1 second to 30 days.</summary>
    public TimeSpan MaxInterval { get; init; } = TimeSpan.FromHours(1);

    public JitterStrategy Jitter { get; init; } = JitterStrategy.None;

    /// <param name="attemptsMade">How many attempts have failed so far, at least 1.</param>
    /// <param name="chance">A number from 0 up to 1 that decides where in its range a jittered wait falls.</param>
    public TimeSpan WaitAfter(int attemptsMade, double chance)
    {
        var wait = Interval * Math.Min(Math.Pow(BackoffRate, attemptsMade - 1), MaxInterval / Interval);
        var capped = wait < MaxInterval ? wait : MaxInterval;
        return Jitter == JitterStrategy.Full ? capped * chance : capped;
    }
}
