namespace TasksService.StatesLanguage;

/// <summary>Runs a task and returns its result.</summary>
/// <param name="cancellationToken">Canceled when the answer no longer matters: the task timed out or the execution is over.</param>
/// <exception cref="TaskFailedException">The task failed. Any other exception fails it too, with the exception's type as the error.</exception>
public delegate Task<Json> TaskHandler(TaskRequest task, CancellationToken cancellationToken);
