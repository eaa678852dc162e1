namespace TasksService;

/// <summary>The times of the service's own work. The defaults fit a tick of one minute, which is what EventBridge gives.</summary>
public sealed class SchedulingOptions
{
    public const string Section = "Scheduling";

    /// <summary>How long before a task is due its execution starts; the Wait state absorbs the rest.</summary>
    public TimeSpan Lookahead { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How far apart two runs of the dispatcher are; a run may come anywhere within its tick.</summary>
    public TimeSpan Tick { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>A task due sooner than this skips the dispatcher and goes straight to the queue.</summary>
    public TimeSpan ShortTermWindow { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>What one run of the executor may take at the most; longer than the longest timeout of an immediate call (60 s).</summary>
    public TimeSpan ExecutorTimeLimit { get; set; } = TimeSpan.FromSeconds(75);

    /// <summary>How long past its timeout a task may be in progress before the sweep takes it up: room for the executor's own retries.</summary>
    public TimeSpan RecoveryMargin { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>How long the record of an ended task is kept.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>What is wrong with these settings, each with its consequence.</summary>
    public IEnumerable<string> Faults()
    {
        if (Tick <= TimeSpan.Zero)
        {
            yield return $"{Section}:{nameof(Tick)} ({Tick}) must be positive, or nothing is ever dispatched.";
        }

        if (ShortTermWindow < Lookahead + Tick)
        {
            yield return $"{Section}:{nameof(ShortTermWindow)} ({ShortTermWindow}) must be at least {nameof(Lookahead)} plus {nameof(Tick)} ({Lookahead + Tick}), "
                + "or a task due between the two waits for a dispatcher run that may come too late.";
        }

        if (ExecutorTimeLimit <= TimeSpan.FromSeconds(60))
        {
            yield return $"{Section}:{nameof(ExecutorTimeLimit)} ({ExecutorTimeLimit}) must be longer than 60 s, the longest timeout of a call, or a claim ends while its call is still open.";
        }

        if (RecoveryMargin < ExecutorTimeLimit)
        {
            yield return $"{Section}:{nameof(RecoveryMargin)} ({RecoveryMargin}) must be at least {nameof(ExecutorTimeLimit)} ({ExecutorTimeLimit}), or the sweep takes up tasks that are being executed.";
        }

        if (Retention <= TimeSpan.Zero)
        {
            yield return $"{Section}:{nameof(Retention)} ({Retention}) must be positive, or a task's record is gone before anyone can read it.";
        }
    }
}
