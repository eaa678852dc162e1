namespace TasksService.ActivityWorker;

/// <summary>What becomes of a task once its token is here: answered in this process, or handed to another.</summary>
public interface IActivityTaskHandler
{
    /// <summary>
    /// Called once for each token, many at a time. Whatever concerns one task is settled inside;
    /// a <see cref="FatalActivityException"/> says that no further task could be handled either, and ends the polling.
    /// </summary>
    /// <param name="task">The task, ours until its timeout.</param>
    /// <param name="giveUp">Cancelled when the worker has stopped and its time to drain is over.</param>
    Task HandleAsync(ActivityTask task, CancellationToken giveUp);
}
