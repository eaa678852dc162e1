namespace TasksService;

/// <summary>Where a task stands. On the wire and in the store: SCHEDULED, IN_PROGRESS, COMPLETED, FAILED, CANCELED.</summary>
public enum TaskStatus
{
    /// <summary>Waiting for its time, or for its next attempt.</summary>
    Scheduled,

    /// <summary>Handed to an execution of the state machine.</summary>
    InProgress,

    /// <summary>Executed; the output says what the target answered.</summary>
    Completed,

    /// <summary>Given up; the error and cause say why.</summary>
    Failed,

    /// <summary>Called off before it was executed.</summary>
    Canceled,
}
