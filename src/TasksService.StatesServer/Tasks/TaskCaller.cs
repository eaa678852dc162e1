using Microsoft.Extensions.Logging;
using TasksService.StatesLanguage;

namespace TasksService.StatesServer;

/// <summary>Makes the call behind a task: a Lambda function, an SQS message. An activity's task is not called; it is polled.</summary>
internal sealed partial class TaskCaller(LambdaTasks lambda, SqsTasks sqs, ILogger<TaskCaller> logger)
{
    /// <returns>Whether this server can run tasks of the resource.</returns>
    public static bool CanRun(TaskResource resource) => resource.Kind switch
    {
        TaskResourceKind.Lambda or TaskResourceKind.Activity => true,
        _ => (resource.Service, resource.Action) is
            ("lambda", "invoke") or ("lambda", "invoke.waitForTaskToken") or
            ("sqs", "sendMessage") or ("sqs", "sendMessage.waitForTaskToken"),
    };

    /// <inheritdoc cref="CallAsync"/>
    /// <exception cref="TaskFailedException">The call failed.</exception>
    public async Task<Json> RunAsync(TaskRequest task, CancellationToken cancellationToken)
    {
        var outcome = await CallAsync(task, cancellationToken).ConfigureAwait(false);
        return outcome.Output ?? throw new TaskFailedException(outcome.Error, outcome.Cause);
    }

    public async Task<TaskOutcome> CallAsync(TaskRequest task, CancellationToken cancellationToken)
    {
        try
        {
            return task.Resource switch
            {
                { Kind: TaskResourceKind.Lambda } => await lambda.InvokeFunctionAsync(task, cancellationToken).ConfigureAwait(false),
                { Service: "lambda" } => await lambda.InvokeAsync(task, cancellationToken).ConfigureAwait(false),
                { Service: "sqs" } => await sqs.SendMessageAsync(task, cancellationToken).ConfigureAwait(false),
                _ => TaskOutcome.Failed(ErrorName.Runtime, $"This server has no handler for the resource {task.Resource.Arn}."),
            };
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.CallFailed(logger, exception, task.Resource.Arn, task.StateName);
            return TaskOutcome.Failed(ErrorName.TaskFailed, $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The call of {Resource} for state {State} ended in an unexpected exception.")]
        public static partial void CallFailed(ILogger logger, Exception exception, string resource, string state);
    }
}
