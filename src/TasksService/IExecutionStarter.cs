namespace TasksService;

/// <summary>Starts the state machine that waits until a task is due and then executes it.</summary>
public interface IExecutionStarter
{
    /// <summary>Returns when the execution is under way, also when an execution of this task and revision was already.</summary>
    Task StartAsync(ScheduledTask task, CancellationToken cancellationToken);
}
