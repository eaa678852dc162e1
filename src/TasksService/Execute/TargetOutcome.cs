namespace TasksService;

/// <summary>How one attempt ended.</summary>
public abstract record TargetOutcome
{
    private TargetOutcome()
    {
    }

    /// <param name="Output">JSON text, at most 128 KiB of UTF-8.</param>
    public sealed record Succeeded(string? Output, bool Truncated = false) : TargetOutcome;

    /// <param name="IsRetryable">Whether another attempt may fare better.</param>
    /// <param name="RetryAfter">The wait that the target asked for.</param>
    public sealed record Failed(string Error, string? Cause, bool IsRetryable, TimeSpan? RetryAfter = null) : TargetOutcome;
}
