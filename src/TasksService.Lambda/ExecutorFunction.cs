using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;

namespace TasksService.Lambda;

/// <summary>The Execute state of the definition: one attempt at a task that is due.</summary>
public sealed class ExecutorFunction(TaskExecutor executor)
{
    [LambdaFunction(ResourceName = "Executor")]
    public async Task Execute(ExecutionAttempt attempt, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        await executor.ExecuteAsync(attempt, deadline.Token);
    }
}
