using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TasksService;

/// <summary>Executes a task that is due: claims it, makes one attempt, and records what came of it.</summary>
public sealed partial class TaskExecutor(
    ITaskStore tasks, IEnumerable<ITarget> targets, AttemptRecorder recorder, IOptions<SchedulingOptions> options, TimeProvider clock, ILogger<TaskExecutor> logger)
{
    private readonly SchedulingOptions options = options.Value;
    private readonly Dictionary<string, ITarget> targets = targets.ToDictionary(target => target.Type);

    /// <exception cref="ClaimHeldException">Another executor is at work on the task.</exception>
    public async Task ExecuteAsync(ExecutionAttempt attempt, CancellationToken cancellationToken)
    {
        // Step Functions' Wait truncates to whole seconds; the rest is waited out here.
        if (attempt.Timestamp - clock.GetUtcNow() is { Ticks: > 0 } remaining)
        {
            await Task.Delay(remaining, clock, cancellationToken);
        }

        var now = clock.GetUtcNow();
        var claim = await tasks.ClaimAsync(attempt.Id, attempt.Revision, attempt.Claimant, now + options.ExecutorTimeLimit, now, cancellationToken);
        switch (claim)
        {
            case ClaimResult.Granted(var task):
                await recorder.RecordAsync(task, await CallAsync(task, now, cancellationToken), attempt.Claimant, cancellationToken);
                break;
            case ClaimResult.Held(var until):
                throw new ClaimHeldException(attempt.Id, until);
            case ClaimResult.Gone:
                Log.Dropped(logger, attempt.Id, attempt.Revision);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private async Task<TargetOutcome> CallAsync(ScheduledTask task, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Log.Started(logger, task.Id, task.Attempts + 1, (now - task.DueAt).TotalMilliseconds);
        if (task.Target is null)
        {
            return new TargetOutcome.Succeeded(null);
        }

        using var timeout = new CancellationTokenSource(task.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return targets.TryGetValue(task.Target.Type, out var target)
                ? await target.CallAsync(new TargetCall(task, now), either.Token)
                : new TargetOutcome.Failed("Target.Unknown", $"This host has no target of type '{task.Target.Type}'.", IsRetryable: false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new TargetOutcome.Failed("States.Timeout", $"The target did not answer within {task.Timeout.TotalSeconds:0} s.", IsRetryable: true);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Task {TaskId} is being executed, attempt {Attempt}, {Lateness:0.0} ms after it was due")]
        public static partial void Started(ILogger logger, string taskId, int attempt, double lateness);

        [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId} is not in progress under revision {Revision} any more; its execution ends here")]
        public static partial void Dropped(ILogger logger, string taskId, int revision);
    }
}
