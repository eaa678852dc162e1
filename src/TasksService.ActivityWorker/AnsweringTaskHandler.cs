using Amazon.Runtime;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using Microsoft.Extensions.Logging;

namespace TasksService.ActivityWorker;

/// <summary>Runs a task here: beats while it runs, cancels it when Step Functions no longer waits for it, and answers its token.</summary>
/// <param name="work">Returns the answer, or <see langword="null"/> when somebody else will answer with the token.</param>
public sealed partial class AnsweringTaskHandler(
    Func<ActivityTask, CancellationToken, Task<TaskAnswer?>> work,
    IAmazonStepFunctions stepFunctions,
    ActivityWorkerOptions options,
    TimeProvider clock,
    ILogger<AnsweringTaskHandler> logger) : IActivityTaskHandler
{
    /// <summary>The error of a task whose handler did not end within the time to drain; worth a Retry in the definition.</summary>
    public const string WorkerStopped = "ActivityWorker.Stopped";

    public async Task HandleAsync(ActivityTask task, CancellationToken giveUp)
    {
        using var timedOut = new CancellationTokenSource();
        using var done = new CancellationTokenSource();
        var beats = BeatAsync(task, timedOut, done.Token);

        try
        {
            var answer = await RunAsync(task, timedOut.Token, giveUp).ConfigureAwait(false);
            if (answer is not null)
            {
                await AnswerAsync(task, answer, timedOut.Token, giveUp).ConfigureAwait(false);
            }
        }
        finally
        {
            await done.CancelAsync().ConfigureAwait(false);
            await beats.ConfigureAwait(false);
        }
    }

    private async Task<TaskAnswer?> RunAsync(ActivityTask task, CancellationToken timedOut, CancellationToken giveUp)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(timedOut, giveUp);
        try
        {
            return await work(task, over.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timedOut.IsCancellationRequested)
        {
            return null;
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            return TaskAnswer.Fail(WorkerStopped, "The worker was stopped before the task was done.");
        }
        catch (Exception exception)
        {
            Log.HandlerFailed(logger, exception);
            return TaskAnswer.Fail(exception);
        }
    }

    private async Task BeatAsync(ActivityTask task, CancellationTokenSource timedOut, CancellationToken done)
    {
        if (options.HeartbeatInterval == TimeSpan.Zero)
        {
            return;
        }

        using var timer = new PeriodicTimer(options.HeartbeatInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(done).ConfigureAwait(false))
            {
                try
                {
                    await stepFunctions.SendTaskHeartbeatAsync(new SendTaskHeartbeatRequest { TaskToken = task.Token }, done).ConfigureAwait(false);
                    Log.Beat(logger, options.ActivityArn);
                }
                catch (Exception exception) when (IsGone(exception))
                {
                    Log.TimedOut(logger, exception.Message);
                    await timedOut.CancelAsync().ConfigureAwait(false);
                    return;
                }
                catch (Exception exception) when (exception is AmazonServiceException || (FatalErrors.MayPass(exception) && !done.IsCancellationRequested))
                {
                    Log.BeatFailed(logger, exception);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Done: the task has its answer.
        }
    }

    private async Task AnswerAsync(ActivityTask task, TaskAnswer answer, CancellationToken timedOut, CancellationToken giveUp)
    {
        var backoff = new Backoff(clock);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(timedOut, giveUp);

        while (!timedOut.IsCancellationRequested)
        {
            try
            {
                await answer.SendAsync(stepFunctions, task.Token).ConfigureAwait(false);
                Log.Answered(logger, options.ActivityArn, answer.GetType().Name);
                return;
            }
            catch (Exception exception) when (IsGone(exception))
            {
                Log.AnsweredTooLate(logger, exception.Message);
                return;
            }
            catch (AmazonServiceException exception) when (answer is TaskAnswer.Success && exception.ErrorCode is "InvalidOutput" or "ValidationException")
            {
                answer = TaskAnswer.Fail("InvalidOutput", exception.Message);
            }
            catch (Exception exception) when (FatalErrors.TryGetReason(exception, out var reason))
            {
                throw new FatalActivityException($"A task of {options.ActivityArn} cannot be answered: {reason}. {exception.Message}", exception);
            }
            catch (Exception exception) when (FatalErrors.MayPass(exception))
            {
                Log.AnswerFailed(logger, exception);
                if (giveUp.IsCancellationRequested)
                {
                    return;
                }

                await backoff.WaitAsync(over.Token).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Nobody waits for the answer: the task has timed out, its execution has ended, or it is answered already.</summary>
    private static bool IsGone(Exception exception) => exception is TaskTimedOutException or TaskDoesNotExistException or InvalidTokenException;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The handler failed, and so does its task")]
        public static partial void HandlerFailed(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody waits for the task any more, its handler is cancelled: {Reason}")]
        public static partial void TimedOut(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Heartbeat for a task of {ActivityArn}")]
        public static partial void Beat(ILogger logger, string activityArn);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Answered a task of {ActivityArn}: {Answer}")]
        public static partial void Answered(ILogger logger, string activityArn, string answer);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A heartbeat failed; the next one follows")]
        public static partial void BeatFailed(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The answer came too late: {Reason}")]
        public static partial void AnsweredTooLate(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "An answer could not be sent")]
        public static partial void AnswerFailed(ILogger logger, Exception exception);
    }
}
