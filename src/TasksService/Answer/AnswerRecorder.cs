using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TasksService;

/// <summary>Records the answer of whoever held the task token, or that there was none in time.</summary>
public sealed partial class AnswerRecorder(ITaskStore tasks, IOptions<SchedulingOptions> options, TimeProvider clock, ILogger<AnswerRecorder> logger)
{
    private readonly SchedulingOptions options = options.Value;

    public async Task RecordAsync(ExecutionAnswer answer, CancellationToken cancellationToken)
    {
        var task = await tasks.FindAsync(answer.Id, cancellationToken);
        if (task is not { Status: TaskStatus.InProgress } || task.Revision != answer.Revision)
        {
            Log.Stale(logger, answer.Id, answer.Revision);
            return;
        }

        var ended = End(task, answer);
        if (!await tasks.AnswerAsync(task, ended, cancellationToken))
        {
            Log.Stale(logger, answer.Id, answer.Revision);
        }
        else if (ended.Status == TaskStatus.Completed)
        {
            Log.Completed(logger, task.Id);
        }
        else
        {
            Log.Failed(logger, task.Id, ended.Error, ended.Cause);
        }
    }

    private ScheduledTask End(ScheduledTask task, ExecutionAnswer answer)
    {
        var now = clock.GetUtcNow();
        if (answer.IsFailure)
        {
            return task.Fail(answer.Error ?? "TaskFailed", answer.Cause, now, options.Retention);
        }

        var (output, truncated) = TaskOutput.Bound(answer.Output?.GetRawText());
        return task.Complete(output, truncated, now, options.Retention);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId} was answered and is completed")]
        public static partial void Completed(ILogger logger, string taskId);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId} was answered with a failure or not at all: {Error}: {Cause}")]
        public static partial void Failed(ILogger logger, string taskId, string? error, string? cause);

        [LoggerMessage(Level = LogLevel.Information, Message = "An answer for task {TaskId}, revision {Revision}, came when the task had moved on")]
        public static partial void Stale(ILogger logger, string taskId, int revision);
    }
}
