using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TasksService;

/// <summary>Executes a task that is due: claims it, makes one attempt, and records what came of it.</summary>
public sealed partial class TaskExecutor(
    ITaskStore tasks, IEnumerable<ITarget> targets, AttemptRecorder recorder, IOptions<SchedulingOptions> options, TimeProvider clock, ILogger<TaskExecutor> logger)
{
    /// <summary>What handing over a task that is answered later may take; its own timeout runs from the hand-out to the answer.</summary>
    private static readonly TimeSpan DeliveryTimeout = TimeSpan.FromSeconds(30);

    private readonly SchedulingOptions options = options.Value;
    private readonly Dictionary<string, ITarget> targets = targets.ToDictionary(target => target.Type);

    /// <summary>Calls the target of an immediate task, or hands a task that is completed by callback over to it.</summary>
    /// <exception cref="ClaimHeldException">Another executor is at work on the task.</exception>
    /// <exception cref="TaskNotDeliveredException">With a task token: nobody has got the task, and what follows from that is recorded.</exception>
    /// <exception cref="DeliveryInterruptedException">With a task token: nobody may have got the task; to be tried again.</exception>
    public Task ExecuteAsync(ExecutionAttempt attempt, CancellationToken cancellationToken) =>
        attempt.TaskToken is { } taskToken ? DeliverAsync(attempt, taskToken, cancellationToken) : CallAsync(attempt, cancellationToken);

    private async Task CallAsync(ExecutionAttempt attempt, CancellationToken cancellationToken)
    {
        if (await ClaimAsync(attempt, cancellationToken) is { } task)
        {
            var outcome = await CallAsync(task, taskToken: null, task.Timeout, cancellationToken);
            await recorder.RecordAsync(task, outcome, attempt.Claimant, cancellationToken);
        }
    }

    private async Task DeliverAsync(ExecutionAttempt attempt, string taskToken, CancellationToken cancellationToken)
    {
        try
        {
            if (await ClaimAsync(attempt, cancellationToken) is { } task)
            {
                var outcome = await CallAsync(task, taskToken, task.Timeout < DeliveryTimeout ? task.Timeout : DeliveryTimeout, cancellationToken);
                if (outcome is TargetOutcome.Succeeded)
                {
                    Log.Delivered(logger, task.Id);
                    return;
                }

                await recorder.RecordAsync(task, outcome, attempt.Claimant, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is not ClaimHeldException)
        {
            throw new DeliveryInterruptedException(attempt.Id, exception);
        }

        throw new TaskNotDeliveredException(attempt.Id, attempt.Revision);
    }

    /// <returns>The claimed task, once it is due; <see langword="null"/> when it is not in progress under this revision.</returns>
    private async Task<ScheduledTask?> ClaimAsync(ExecutionAttempt attempt, CancellationToken cancellationToken)
    {
        // Step Functions' Wait truncates to whole seconds; the rest is waited out here. Timers count whole milliseconds and cut off the part of one.
        while (attempt.Timestamp - clock.GetUtcNow() is { Ticks: > 0 } remaining)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(remaining.TotalMilliseconds)), clock, cancellationToken);
        }

        var now = clock.GetUtcNow();
        var claim = await tasks.ClaimAsync(attempt.Id, attempt.Revision, attempt.Claimant, now + options.ExecutorTimeLimit, now, cancellationToken);
        switch (claim)
        {
            case ClaimResult.Granted(var task):
                return task;
            case ClaimResult.Held(var until):
                throw new ClaimHeldException(attempt.Id, until);
            default:
                Log.Dropped(logger, attempt.Id, attempt.Revision);
                return null;
        }
    }

    private async Task<TargetOutcome> CallAsync(ScheduledTask task, string? taskToken, TimeSpan limit, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        Log.Started(logger, task.Id, task.Attempts + 1, (now - task.DueAt).TotalMilliseconds);
        if (task.Target is null)
        {
            return new TargetOutcome.Succeeded(null);
        }

        using var timeout = new CancellationTokenSource(limit, clock);
        await using var cancellation = cancellationToken.UnsafeRegister(static timeout => ((CancellationTokenSource)timeout!).Cancel(), timeout);
        try
        {
            return targets.TryGetValue(task.Target.Type, out var target)
                ? await target.CallAsync(new TargetCall(task, now, taskToken), timeout.Token)
                : new TargetOutcome.Failed("Target.Unknown", $"This host has no target of type '{task.Target.Type}'.", IsRetryable: false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new TargetOutcome.Failed("States.Timeout", $"The target did not answer within {limit.TotalSeconds:0} s.", IsRetryable: true);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Task {TaskId} is being executed, attempt {Attempt}, {Lateness:0.0} ms after it was due")]
        public static partial void Started(ILogger logger, string taskId, int attempt, double lateness);

        [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId} is delivered and waits for its answer")]
        public static partial void Delivered(ILogger logger, string taskId);

        [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId} is not in progress under revision {Revision} any more; its execution ends here")]
        public static partial void Dropped(ILogger logger, string taskId, int revision);
    }
}
