using System.Text.Json;
using Amazon.Lambda.Annotations;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;

namespace Subscriptions;

/// <summary>Does the work of one task and answers its token. Lambda may call it twice for one task: the second answer finds that nobody waits.</summary>
public sealed class SubscriptionWorkerFunction(IAmazonStepFunctions stepFunctions)
{
    [LambdaFunction(ResourceName = "SubscriptionWorker")]
    public async Task ProcessSubscription(SubscriptionTask task)
    {
        try
        {
            await AnswerAsync(task);
        }
        catch (Exception exception) when (exception is TaskTimedOutException or TaskDoesNotExistException)
        {
            // It has its answer already, or its execution gave up.
        }
    }

    private Task AnswerAsync(SubscriptionTask task) => task.Input switch
    {
        { UserId: { Length: > 0 } user, Plan: { Length: > 0 } plan } => stepFunctions.SendTaskSuccessAsync(new SendTaskSuccessRequest
        {
            TaskToken = task.TaskToken,
            Output = JsonSerializer.Serialize(new ProcessedSubscription(user, plan, "ACTIVE"), SubscriptionJson.Default.ProcessedSubscription),
        }),
        _ => stepFunctions.SendTaskFailureAsync(new SendTaskFailureRequest
        {
            TaskToken = task.TaskToken,
            Error = "InvalidSubscription",
            Cause = "A subscription needs a userId and a plan.",
        }),
    };
}
