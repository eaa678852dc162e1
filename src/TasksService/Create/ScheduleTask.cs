using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TasksService;

/// <summary>Accepts a task: stores it and, when it is due soon, queues it at once.</summary>
public sealed partial class ScheduleTask(
    ITaskStore tasks, ITaskQueue queue, IOptions<SchedulingOptions> options, TimeProvider clock, ILogger<ScheduleTask> logger)
{
    private readonly SchedulingOptions options = options.Value;

    public async Task<ScheduledTask> HandleAsync(NewTask newTask, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var task = new ScheduledTask
        {
            Id = Guid.CreateVersion7(now).ToString(),
            Timestamp = newTask.Timestamp,
            CreatedAt = now,
            LastUpdatedAt = now,
            Target = newTask.Target,
            Completion = newTask.Completion,
            Retry = newTask.Retry,
            Timeout = newTask.Timeout,
            Heartbeat = newTask.Heartbeat,
        };

        await tasks.CreateAsync(task, cancellationToken);

        if (task.DueAt - now <= options.ShortTermWindow)
        {
            await QueueAsync(task, cancellationToken);
        }

        return task;
    }

    private async Task QueueAsync(ScheduledTask task, CancellationToken cancellationToken)
    {
        try
        {
            await queue.SendAsync([task.ToMessage()], cancellationToken);
        }
        catch (Exception exception)
        {
            // The task is stored, so it is accepted: the dispatcher's next run sends what could not be sent here.
            Log.NotQueued(logger, exception, task.Id);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId} is stored but could not be queued; the dispatcher's next run sends it")]
        public static partial void NotQueued(ILogger logger, Exception exception, string taskId);
    }
}
