namespace TasksService.Api;

/// <summary>The <c>retry</c> member of a task's record: the policy as it is carried out.</summary>
internal sealed record RetryResponse(int MaxAttempts, int IntervalSeconds, double BackoffRate, int MaxIntervalSeconds, JitterStrategy Jitter)
{
    public static RetryResponse From(RetryPolicy policy) =>
        new(policy.MaxAttempts, (int)policy.Interval.TotalSeconds, policy.BackoffRate, (int)policy.MaxInterval.TotalSeconds, policy.Jitter);
}
