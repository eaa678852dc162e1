using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TasksService;

/// <summary>Records what came of an attempt: completed, failed, or scheduled again for the next one.</summary>
public sealed partial class AttemptRecorder(
    ITaskStore tasks, ITaskQueue queue, IOptions<SchedulingOptions> options, TimeProvider clock, ILogger<AttemptRecorder> logger)
{
    /// <summary>A target may ask for a longer wait than the policy says, but not for ever.</summary>
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    private readonly SchedulingOptions options = options.Value;

    /// <param name="claimant">Whose claim the attempt was made under; <see langword="null"/> for who found the attempt dead.</param>
    /// <exception cref="ClaimHeldException">Without a claimant: somebody is at work on the task.</exception>
    public async Task RecordAsync(ScheduledTask task, TargetOutcome outcome, string? claimant, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var next = outcome switch
        {
            TargetOutcome.Succeeded(var output, var truncated) => task.Complete(output, truncated, now, options.Retention),
            TargetOutcome.Failed failed when failed.IsRetryable && task.Attempts + 1 < task.Retry.MaxAttempts =>
                task.RetryAt(now + WaitBefore(task, failed), failed.Error, failed.Cause, now),
            TargetOutcome.Failed failed => task.Fail(failed.Error, failed.Cause, now, options.Retention),
            _ => throw new UnreachableException(),
        };

        await RecordAsync(task, next, claimant, cancellationToken);
    }

    /// <inheritdoc cref="RecordAsync(ScheduledTask, TargetOutcome, string?, CancellationToken)"/>
    public async Task RecordAsync(ScheduledTask task, ScheduledTask next, string? claimant, CancellationToken cancellationToken)
    {
        switch (await tasks.RecordAsync(task, next, claimant, cancellationToken))
        {
            case RecordResult.Recorded:
                LogEnd(task, next);
                await QueueIfSoonAsync(next, cancellationToken);
                break;
            case RecordResult.Stale:
                Log.Stale(logger, task.Id, task.Revision);
                break;
            case RecordResult.Claimed:
                throw new ClaimHeldException(task.Id, clock.GetUtcNow() + options.ExecutorTimeLimit);
            default:
                throw new UnreachableException();
        }
    }

    private static TimeSpan WaitBefore(ScheduledTask task, TargetOutcome.Failed failed)
    {
        var wait = task.Retry.WaitAfter(task.Attempts + 1, Random.Shared.NextDouble());
        var asked = failed.RetryAfter ?? TimeSpan.Zero;
        return asked <= wait ? wait : asked < LongestRetryAfter ? asked : LongestRetryAfter;
    }

    private async Task QueueIfSoonAsync(ScheduledTask task, CancellationToken cancellationToken)
    {
        if (task.Status == TaskStatus.Scheduled && task.DueAt - clock.GetUtcNow() <= options.ShortTermWindow)
        {
            await queue.SendAsync([task.ToMessage()], cancellationToken);
        }
    }

    private void LogEnd(ScheduledTask task, ScheduledTask next)
    {
        switch (next.Status)
        {
            case TaskStatus.Completed:
                Log.Completed(logger, next.Id, next.Attempts, ((task.StartedAt ?? task.DueAt) - task.DueAt).TotalMilliseconds);
                break;
            case TaskStatus.Failed:
                Log.Failed(logger, next.Id, next.Attempts, next.Error, next.Cause);
                break;
            default:
                Log.Rescheduled(logger, next.Id, next.Attempts, next.Error, next.DueAt);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId} completed, attempt {Attempt}, begun {Lateness:0.0} ms after it was due")]
        public static partial void Completed(ILogger logger, string taskId, int attempt, double lateness);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId} failed after {Attempts} attempts: {Error}: {Cause}")]
        public static partial void Failed(ILogger logger, string taskId, int attempts, string? error, string? cause);

        [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId}: attempt {Attempt} failed ({Error}), the next is due at {NextAttemptAt:O}")]
        public static partial void Rescheduled(ILogger logger, string taskId, int attempt, string? error, DateTimeOffset nextAttemptAt);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId} has moved on from revision {Revision}; what came of that attempt is not recorded")]
        public static partial void Stale(ILogger logger, string taskId, int revision);
    }
}
