namespace TasksService;

/// <summary>What became of an answer to a task token.</summary>
public enum TokenAnswer
{
    Accepted,

    /// <summary>The task was answered before, has timed out, or its execution is over.</summary>
    TimedOut,

    /// <summary>This is no task token.</summary>
    InvalidToken,
}
