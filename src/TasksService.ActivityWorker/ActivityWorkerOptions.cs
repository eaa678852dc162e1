namespace TasksService.ActivityWorker;

/// <summary>How one activity is polled.</summary>
public sealed class ActivityWorkerOptions
{
    /// <summary>A poll stays open for up to this long (https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html).</summary>
    public static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(60);

    /// <summary>What the service may take beyond a long poll before the client gives it up.</summary>
    private static readonly TimeSpan PollMargin = TimeSpan.FromSeconds(15);

    /// <summary>How long a client must wait for an answer; one that gives up earlier loses the task that came with it.</summary>
    public static TimeSpan ClientTimeout => LongestPoll + PollMargin;

    public string ActivityArn { get; set; } = "";

    /// <summary>Appears in the execution's history as the one who took the task; at most 80 characters.</summary>
    public string WorkerName { get; set; } = Environment.MachineName;

    /// <summary>Long polls open at once. A task waits for the next free one, so a busy activity wants several.</summary>
    public int Polls { get; set; } = 4;

    /// <summary>Tasks in hand at once, open polls included: a poll begins only when its task could be handled.</summary>
    public int Concurrency { get; set; } = 16;

    /// <summary>Below half of the state's <c>HeartbeatSeconds</c>, so that one lost beat does no harm. A beat is also how a timeout is noticed. Zero: none.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>From the signal to stop until the handlers are cancelled. The polls that are open then end by themselves, and what they bring is handled.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>What is wrong with these settings, each with its consequence.</summary>
    public IEnumerable<string> Faults()
    {
        if (!ActivityArn.StartsWith("arn:", StringComparison.Ordinal) || !ActivityArn.Contains(":activity:", StringComparison.Ordinal))
        {
            yield return $"{nameof(ActivityArn)} ('{ActivityArn}') must be an activity's ARN, as in arn:aws:states:eu-central-1:123456789012:activity:Name.";
        }

        if (WorkerName.Length is 0 or > 80)
        {
            yield return $"{nameof(WorkerName)} ('{WorkerName}') must have 1 to 80 characters, or every poll is refused.";
        }

        if (Polls < 1)
        {
            yield return $"{nameof(Polls)} ({Polls}) must be at least 1, or no task is ever taken.";
        }

        if (Concurrency < Polls)
        {
            yield return $"{nameof(Concurrency)} ({Concurrency}) must be at least {nameof(Polls)} ({Polls}), or some polls never begin.";
        }

        if (HeartbeatInterval < TimeSpan.Zero)
        {
            yield return $"{nameof(HeartbeatInterval)} ({HeartbeatInterval}) must be positive, or zero for no heartbeat.";
        }

        if (DrainTimeout < ClientTimeout)
        {
            yield return $"{nameof(DrainTimeout)} ({DrainTimeout}) must be at least {ClientTimeout}, or a poll that is open when the worker stops can bring a task that nobody handles.";
        }
    }
}
