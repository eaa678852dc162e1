using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TasksService;

/// <summary>
/// Takes up tasks that have been in progress for longer than they can be: what a dead-lettered message, an aborted execution or a failed failure handler left behind.
/// Runs once a tick.
/// </summary>
public sealed partial class Sweeper(
    ITaskStore tasks, AttemptRecorder recorder, IOptions<SchedulingOptions> options, TimeProvider clock, ILogger<Sweeper> logger)
{
    private const string Error = "States.Timeout";
    private const string Cause = "The task was still in progress past its deadline.";

    private readonly SchedulingOptions options = options.Value;

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await foreach (var overdue in tasks.OverdueAsync(now, cancellationToken))
        {
            var task = await tasks.FindAsync(overdue.TaskId, cancellationToken);
            if (task is { Status: TaskStatus.InProgress } && task.Revision == overdue.Revision && task.DeadlineAt < now)
            {
                await TakeUpAsync(task, now, cancellationToken);
            }
        }
    }

    private async Task TakeUpAsync(ScheduledTask task, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // At once, without back-off: it is late already. It counts as an attempt, so a task that kills its executor ends, and not in a circle.
        var next = !task.IsAnsweredLater && task.Attempts + 1 < task.Retry.MaxAttempts
            ? task.RetryAt(now, Error, Cause, now)
            : task.Fail(Error, Cause, now, options.Retention);
        try
        {
            await recorder.RecordAsync(task, next, claimant: null, cancellationToken);
            Log.TakenUp(logger, task.Id, task.Revision);
        }
        catch (ClaimHeldException)
        {
            Log.StillClaimed(logger, task.Id);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId}, revision {Revision}, was in progress past its deadline and is taken up again")]
        public static partial void TakenUp(ILogger logger, string taskId, int revision);

        [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId} is past its deadline but claimed; the next sweep looks again")]
        public static partial void StillClaimed(ILogger logger, string taskId);
    }
}
