using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TasksService.ActivityWorker;

/// <summary>
/// Keeps long polls open and passes each task to a handler. On stop no new poll begins, but the open ones are left to end by themselves:
/// AWS may already have given a task to a poll whose client has gone, and that task would then wait for its timeout.
/// </summary>
public sealed partial class ActivityPollingService(
    IAmazonStepFunctions stepFunctions,
    IActivityTaskHandler handler,
    ActivityWorkerOptions options,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<ActivityPollingService> logger) : BackgroundService
{
    private readonly SemaphoreSlim free = new(Math.Max(options.Concurrency, 0));
    private readonly CancellationTokenSource giveUp = new(Timeout.InfiniteTimeSpan, clock);
    private readonly TaskCompletionSource<FatalActivityException> fatal = new();

    /// <summary>Refuses the start with settings under which tasks would be lost.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        List<string> faults = [.. options.Faults()];
        if (stepFunctions.Config.Timeout is { } timeout && timeout <= ActivityWorkerOptions.LongestPoll)
        {
            faults.Add($"The Step Functions client's {nameof(stepFunctions.Config.Timeout)} ({timeout}) must be above {ActivityWorkerOptions.LongestPoll}, or it gives up polls that are about to bring a task.");
        }

        return faults.Count == 0
            ? base.StartAsync(cancellationToken)
            : throw new OptionsValidationException(options.ActivityArn, typeof(ActivityWorkerOptions), faults);
    }

    public override void Dispose()
    {
        base.Dispose();
        free.Dispose();
        giveUp.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // All workers of a process drain together: each hears of the stop at once, not when its turn comes.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        using var deadline = ending.Token.UnsafeRegister(_ => giveUp.CancelAfter(options.DrainTimeout), null);

        Log.Polling(logger, options.ActivityArn, options.WorkerName, options.Polls, options.Concurrency);

        await Task.WhenAll(Enumerable.Range(0, options.Polls).Select(_ => PollAsync(ending))).ConfigureAwait(false);
        await AllHandledAsync().ConfigureAwait(false);

        Log.Drained(logger, options.ActivityArn);

        if (fatal.Task.IsCompletedSuccessfully)
        {
            throw await fatal.Task.ConfigureAwait(false);
        }
    }

    private async Task PollAsync(CancellationTokenSource ending)
    {
        var backoff = new Backoff(clock);

        while (await IsOneFreeAsync(ending.Token).ConfigureAwait(false))
        {
            ActivityTask? task = null;
            try
            {
                task = await TakeAsync().ConfigureAwait(false);
                backoff.Reset();
            }
            catch (Exception exception) when (FatalErrors.TryGetReason(exception, out var reason))
            {
                End(ending, new FatalActivityException($"Polling {options.ActivityArn} cannot go on: {reason}. {exception.Message}", exception));
            }
            catch (Exception exception) when (FatalErrors.MayPass(exception))
            {
                Log.PollFailed(logger, exception, options.ActivityArn);
                await backoff.WaitAsync(ending.Token).ConfigureAwait(false);
            }
            finally
            {
                if (task is null)
                {
                    free.Release();
                }
            }

            if (task is not null)
            {
                _ = HandleAsync(task, ending);   // watched: it holds one of the free places until it is done, and AllHandledAsync waits for all of them
            }
        }
    }

    private async Task<ActivityTask?> TakeAsync()
    {
        var poll = new GetActivityTaskRequest { ActivityArn = options.ActivityArn, WorkerName = options.WorkerName };
        var answer = await stepFunctions.GetActivityTaskAsync(poll, giveUp.Token).ConfigureAwait(false);

        // A poll that ends without a task answers null or, on the wire, an empty string.
        return string.IsNullOrEmpty(answer.TaskToken) ? null : new ActivityTask(answer.TaskToken, answer.Input ?? "null");
    }

    private async Task HandleAsync(ActivityTask task, CancellationTokenSource ending)
    {
        try
        {
            await handler.HandleAsync(task, giveUp.Token).ConfigureAwait(false);
        }
        catch (FatalActivityException exception)
        {
            End(ending, exception);
        }
        catch (Exception exception)
        {
            End(ending, new FatalActivityException($"The handler of {options.ActivityArn} broke: {exception.Message}", exception));
        }
        finally
        {
            free.Release();
        }
    }

    private async Task<bool> IsOneFreeAsync(CancellationToken ending)
    {
        try
        {
            await free.WaitAsync(ending).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task AllHandledAsync()
    {
        for (var places = 0; places < options.Concurrency; places++)
        {
            await free.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private void End(CancellationTokenSource ending, FatalActivityException exception)
    {
        if (fatal.TrySetResult(exception))
        {
            Log.CannotGoOn(logger, exception);
            ending.Cancel();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Polling {ActivityArn} as {WorkerName}: {Polls} polls, {Concurrency} tasks at once")]
        public static partial void Polling(ILogger logger, string activityArn, string workerName, int polls, int concurrency);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A poll of {ActivityArn} failed and is tried again")]
        public static partial void PollFailed(ILogger logger, Exception exception, string activityArn);

        [LoggerMessage(Level = LogLevel.Critical, Message = "No further task is taken; the polls that are open are waited for")]
        public static partial void CannotGoOn(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Information, Message = "Stopped polling {ActivityArn}; every task that was taken has been handled")]
        public static partial void Drained(ILogger logger, string activityArn);
    }
}
