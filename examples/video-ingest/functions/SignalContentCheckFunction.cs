using System.Text.Json;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Annotations.SNS;
using Amazon.Lambda.SNSEvents;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;

namespace VideoIngest;

/// <summary>The check is done: its findings become the answer of the task that waits.</summary>
public sealed class SignalContentCheckFunction(IAmazonStepFunctions stepFunctions, IContentCheck contentCheck, RunningChecks checks)
{
    [LambdaFunction(ResourceName = "SignalContentCheck")]
    [SNSEvent("@ContentCheckTopic")]
    public async Task SignalContentCheck(SNSEvent notifications)
    {
        foreach (var record in notifications.Records)
        {
            await SignalAsync(JsonSerializer.Deserialize(record.Sns.Message, VideoJson.Default.CheckNotification)!);
        }
    }

    private async Task SignalAsync(CheckNotification notification)
    {
        if (await checks.FindAsync(notification.JobTag) is not { } check)
        {
            return;
        }

        try
        {
            await AnswerAsync(notification, check);
        }
        catch (Exception exception) when (exception is TaskTimedOutException or TaskDoesNotExistException)
        {
            // Nobody waits any more.
        }

        await checks.ForgetAsync(notification.JobTag);
    }

    private async Task AnswerAsync(CheckNotification notification, RunningCheck check)
    {
        if (notification.Status != "SUCCEEDED")
        {
            await FailAsync(check, "ContentCheckFailed", $"The check of {check.Video.Key} ended {notification.Status}.");
        }
        else if (await contentCheck.FindingsAsync(notification.JobId) is { Count: > 0 } findings)
        {
            await FailAsync(check, "ContentRejected", $"{check.Video.Key} shows {string.Join(", ", findings)}.");
        }
        else
        {
            var output = JsonSerializer.Serialize(new CheckVerdict("APPROVED"), VideoJson.Default.CheckVerdict);
            await stepFunctions.SendTaskSuccessAsync(new SendTaskSuccessRequest { TaskToken = check.TaskToken, Output = output });
        }
    }

    private async Task FailAsync(RunningCheck check, string error, string cause) =>
        await stepFunctions.SendTaskFailureAsync(new SendTaskFailureRequest { TaskToken = check.TaskToken, Error = error, Cause = cause });
}
