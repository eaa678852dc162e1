using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;

namespace TasksService.Lambda;

/// <summary>The HandleFailure state of the definition: records for an execution what its executor could not.</summary>
public sealed class HandleFailureFunction(FailureHandler handler)
{
    [LambdaFunction(ResourceName = "HandleFailure")]
    public async Task HandleFailure(ExecutionFailure failure, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        await handler.HandleAsync(failure, deadline.Token);
    }
}
