using Amazon.Lambda;
using Amazon.Lambda.Model;
using Amazon.StepFunctions;
using Microsoft.Extensions.Logging;
using TasksService.ActivityWorker;

namespace TasksService.ActivityPoller;

/// <summary>Invokes a function asynchronously with each task; the function answers with the token. Lambda keeps the event once it has said 202.</summary>
public sealed partial class LambdaHandOff(
    string functionName, IAmazonLambda lambda, IAmazonStepFunctions stepFunctions, TimeProvider clock, ILogger<LambdaHandOff> logger) : IActivityTaskHandler
{
    /// <summary>The error of a task that no function could be invoked with; worth a Retry in the definition.</summary>
    public const string NotHandedOn = "ActivityPoller.NotHandedOn";

    /// <summary>Asks, before any task is taken, whether the function is there and may be invoked.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await lambda.InvokeAsync(new InvokeRequest { FunctionName = functionName, InvocationType = InvocationType.DryRun }, cancellationToken);
        }
        catch (Exception exception) when (FatalErrors.TryGetReason(exception, out var reason))
        {
            throw new FatalActivityException($"Function '{functionName}' cannot be invoked: {reason}. {exception.Message}", exception);
        }
        catch (Exception exception) when (FatalErrors.MayPass(exception) && !cancellationToken.IsCancellationRequested)
        {
            Log.NotChecked(logger, exception, functionName);
        }
    }

    public async Task HandleAsync(ActivityTask task, CancellationToken giveUp)
    {
        var backoff = new Backoff(clock);

        while (true)
        {
            try
            {
                await lambda.InvokeAsync(
                    new InvokeRequest
                    {
                        FunctionName = functionName,
                        InvocationType = InvocationType.Event,
                        PayloadStream = new MemoryStream(WorkerEvent.Write(task)),
                    },
                    giveUp);
                return;
            }
            catch (Exception exception) when (FatalErrors.TryGetReason(exception, out var reason))
            {
                await FailAsync(task, exception);
                throw new FatalActivityException($"Function '{functionName}' cannot be invoked: {reason}. {exception.Message}", exception);
            }
            catch (Exception exception) when (exception is RequestTooLargeException or InvalidRequestContentException)
            {
                await FailAsync(task, exception);
                return;
            }
            catch (Exception exception) when (FatalErrors.MayPass(exception))
            {
                Log.Waiting(logger, exception, functionName);
                if (!await backoff.WaitAsync(giveUp))
                {
                    await FailAsync(task, exception);
                    return;
                }
            }
        }
    }

    /// <summary>Says so to the execution, which need not wait for its timeout then. A role without that permission leaves it to the timeout.</summary>
    private async Task FailAsync(ActivityTask task, Exception exception)
    {
        Log.NotInvoked(logger, exception, functionName);
        var failure = TaskAnswer.Fail(NotHandedOn, $"{exception.GetType().Name}: {exception.Message}");
        try
        {
            await failure.SendAsync(stepFunctions, task.Token);
        }
        catch (Exception unsent) when (FatalErrors.MayPass(unsent) || FatalErrors.TryGetReason(unsent, out _))
        {
            Log.FailureNotSent(logger, unsent);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Whether function {FunctionName} can be invoked is not known yet")]
        public static partial void NotChecked(ILogger logger, Exception exception, string functionName);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Function {FunctionName} could not be invoked; the task is kept and it is tried again")]
        public static partial void Waiting(ILogger logger, Exception exception, string functionName);

        [LoggerMessage(Level = LogLevel.Error, Message = "Function {FunctionName} could not be invoked; the task fails")]
        public static partial void NotInvoked(ILogger logger, Exception exception, string functionName);

        [LoggerMessage(Level = LogLevel.Error, Message = "The failure could not be sent either; the task ends with its timeout")]
        public static partial void FailureNotSent(ILogger logger, Exception exception);
    }
}
