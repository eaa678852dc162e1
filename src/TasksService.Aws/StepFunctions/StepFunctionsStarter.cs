using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using Microsoft.Extensions.Options;

namespace TasksService.Aws.StepFunctions;

/// <summary>Starts executions in AWS Step Functions. Throttling is retried by the client, as the AWS SDK is set to.</summary>
internal sealed class StepFunctionsStarter(IAmazonStepFunctions stepFunctions, IOptions<StepFunctionsOptions> options) : IExecutionStarter
{
    private readonly StepFunctionsOptions options = options.Value;

    public async Task StartAsync(ScheduledTask task, CancellationToken cancellationToken)
    {
        var start = new StartExecutionRequest
        {
            StateMachineArn = task.IsAnsweredLater ? options.CallbackStateMachineArn : options.StateMachineArn,
            Name = $"{task.Id}-{task.Revision}",
            Input = ExecutionInput.For(task).ToJson(),
        };

        try
        {
            await stepFunctions.StartExecutionAsync(start, cancellationToken);
        }
        catch (ExecutionAlreadyExistsException)
        {
            // Started before, and over by now: a STANDARD machine takes the start of one that still runs for the same start.
        }
    }
}
