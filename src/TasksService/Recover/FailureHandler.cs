namespace TasksService;

/// <summary>Records for an execution that its executor could not: the attempt counts as failed, and the task's own retry decides what follows.</summary>
public sealed class FailureHandler(ITaskStore tasks, AttemptRecorder recorder)
{
    /// <exception cref="ClaimHeldException">The executor is still at work after all; its claim has to end first.</exception>
    public async Task HandleAsync(ExecutionFailure failure, CancellationToken cancellationToken)
    {
        var task = await tasks.FindAsync(failure.Id, cancellationToken);
        if (task is { Status: TaskStatus.InProgress } && task.Revision == failure.Revision)
        {
            await recorder.RecordAsync(task, new TargetOutcome.Failed(failure.Error, failure.Cause, IsRetryable: !task.IsAnsweredLater), claimant: null, cancellationToken);
        }
    }
}
