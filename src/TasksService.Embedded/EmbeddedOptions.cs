namespace TasksService.Embedded;

/// <summary>The settings of the one-machine host.</summary>
public sealed class EmbeddedOptions
{
    public const string Section = "Embedded";

    /// <summary>The directory that holds everything this host keeps; made when it is not there. <c>--data</c> on the command line.</summary>
    public string Data { get; set; } = "./data";

    /// <summary>How many calls of targets are open at once, slow ones aside. More than the machine can work on at a time only makes each of them take longer.</summary>
    public int MaxCalls { get; set; } = 128;

    /// <summary>A call that takes longer than this makes room for another one, and is one of the slow calls from then on.</summary>
    public TimeSpan SlowAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many slow calls may be open beside the others; when there are as many, further slow calls keep their place among <see cref="MaxCalls"/>.</summary>
    public int MaxSlowCalls { get; set; } = 1_000;

    /// <summary>When a task whose execution could not be started is offered again.</summary>
    public TimeSpan RedeliveryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a stop waits for the calls that are open. Longer than the longest timeout of a call (60 s), no call is ever cut off.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(75);

    /// <summary>What is wrong with these settings, each with its consequence.</summary>
    public IEnumerable<string> Faults()
    {
        if (string.IsNullOrWhiteSpace(Data))
        {
            yield return $"{Section}:{nameof(Data)} (--data) must name a directory, or tasks have nowhere to be kept.";
        }

        if (MaxCalls < 1)
        {
            yield return $"{Section}:{nameof(MaxCalls)} ({MaxCalls}) must be at least 1, or no target is ever called.";
        }

        if (MaxSlowCalls < 0)
        {
            yield return $"{Section}:{nameof(MaxSlowCalls)} ({MaxSlowCalls}) must not be negative; with 0, slow targets hold up the others.";
        }

        if (SlowAfter <= TimeSpan.Zero)
        {
            yield return $"{Section}:{nameof(SlowAfter)} ({SlowAfter}) must be positive, or every call counts as slow.";
        }

        if (RedeliveryDelay <= TimeSpan.Zero)
        {
            yield return $"{Section}:{nameof(RedeliveryDelay)} ({RedeliveryDelay}) must be positive, or a store that fails is asked again without a pause.";
        }

        if (StopTimeout < TimeSpan.Zero)
        {
            yield return $"{Section}:{nameof(StopTimeout)} ({StopTimeout}) must not be negative; with 0, a stop cuts off the calls that are open and a restart repeats them.";
        }
    }
}
