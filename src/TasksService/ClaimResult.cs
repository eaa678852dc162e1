namespace TasksService;

/// <summary>The answer to a claim.</summary>
public abstract record ClaimResult
{
    private ClaimResult()
    {
    }

    /// <summary>The claim stands; this is the task.</summary>
    public sealed record Granted(ScheduledTask Task) : ClaimResult;

    /// <summary>Another claim stands.</summary>
    public sealed record Held(DateTimeOffset Until) : ClaimResult;

    /// <summary>There is no such task in progress under that revision.</summary>
    public sealed record Gone : ClaimResult
    {
        public static Gone Instance { get; } = new();
    }
}
