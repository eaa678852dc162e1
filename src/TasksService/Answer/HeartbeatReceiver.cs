using Microsoft.Extensions.Logging;

namespace TasksService;

/// <summary>Takes the heartbeat of whoever holds a task token, and remembers it in the task's record.</summary>
public sealed partial class HeartbeatReceiver(ITaskTokens tokens, ITaskStore tasks, TimeProvider clock, ILogger<HeartbeatReceiver> logger)
{
    /// <param name="taskId">The task that the token is for, where the caller knows it, and its revision.</param>
    public async Task<TokenAnswer> BeatAsync(string taskToken, string? taskId, int revision, CancellationToken cancellationToken)
    {
        var answer = await tokens.BeatAsync(taskToken, cancellationToken);
        if (answer == TokenAnswer.Accepted && taskId is not null && !await tasks.TryBeatAsync(taskId, revision, clock.GetUtcNow(), cancellationToken))
        {
            Log.NotRemembered(logger, taskId, revision);
        }

        return answer;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "A heartbeat for task {TaskId}, revision {Revision}, came when the task had moved on")]
        public static partial void NotRemembered(ILogger logger, string taskId, int revision);
    }
}
