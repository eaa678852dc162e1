namespace TasksService;

/// <summary>Who says that a task is done.</summary>
public enum Completion
{
    /// <summary>The target's answer to the call.</summary>
    Immediate,

    /// <summary>Whoever holds the task token, later.</summary>
    Callback,
}
