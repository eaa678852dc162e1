namespace TasksService.StatesServer;

/// <summary>What became of the answer to a task token.</summary>
public enum TaskAnswer
{
    Accepted,

    /// <summary>The text was never a task token.</summary>
    InvalidToken,

    /// <summary>The task is over: answered, timed out, or its execution ended.</summary>
    TimedOut,
}
