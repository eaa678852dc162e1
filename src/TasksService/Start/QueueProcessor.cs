using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TasksService;

/// <summary>Moves each queued task to in progress and starts its execution.</summary>
public sealed partial class QueueProcessor(
    ITaskStore tasks, IExecutionStarter executions, IOptions<SchedulingOptions> options, TimeProvider clock, ILogger<QueueProcessor> logger)
{
    private readonly SchedulingOptions options = options.Value;

    /// <returns>The receipts that were not handled; the queue offers those again.</returns>
    public async Task<IReadOnlyCollection<string>> ProcessAsync(IReadOnlyList<QueuedTask> batch, CancellationToken cancellationToken)
    {
        // Side by side: the moves of one batch share the store's round trips, and one slow start does not hold up the rest.
        var started = await Task.WhenAll(batch.Select(queued => TryStartAsync(queued, cancellationToken)));

        return [.. batch.Zip(started).Where(pair => !pair.Second).Select(pair => pair.First.ReceiptId)];
    }

    /// <returns><see langword="true"/> also when there was nothing to start: a duplicate, or a stale message.</returns>
    private async Task<bool> TryStartAsync(QueuedTask queued, CancellationToken cancellationToken)
    {
        var message = queued.Message;
        try
        {
            // In this order: an execution that is due at once can finish before we get to say it began.
            if (await MoveAsync(queued, cancellationToken) is { } task)
            {
                await executions.StartAsync(task, cancellationToken);
            }
            else
            {
                Log.Dropped(logger, message.TaskId, message.Revision);
            }

            return true;
        }
        catch (Exception exception)
        {
            Log.NotStarted(logger, exception, message.TaskId);
            return false;
        }
    }

    private async Task<ScheduledTask?> MoveAsync(QueuedTask queued, CancellationToken cancellationToken)
    {
        var (id, revision, dueAt) = queued.Message;
        var now = clock.GetUtcNow();
        var startsBy = (dueAt > now ? dueAt : now) + options.RecoveryMargin;

        return await tasks.TryStartAsync(id, revision, startsBy, now, cancellationToken)
            ?? (queued.IsRedelivery ? await tasks.FindUnclaimedAsync(id, revision, now, cancellationToken) : null);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The execution of task {TaskId} could not be started; the queue offers it again")]
        public static partial void NotStarted(ILogger logger, Exception exception, string taskId);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Dropped a duplicate or stale message for task {TaskId}, revision {Revision}")]
        public static partial void Dropped(ILogger logger, string taskId, int revision);
    }
}
