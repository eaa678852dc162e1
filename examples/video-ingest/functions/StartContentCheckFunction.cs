using System.Text.Json;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Annotations.Schedule;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;

namespace VideoIngest;

/// <summary>Comes every minute, takes what waits to be checked, keeps its token and starts the check. It does not wait for the result: that may take longer than a function lives.</summary>
public sealed class StartContentCheckFunction(
    IAmazonStepFunctions stepFunctions, IContentCheck contentCheck, RunningChecks checks, IngestSettings settings, TimeProvider clock)
{
    /// <summary>After this no further poll begins; the last may stay open for a minute more, and the function's timeout is 150 s.</summary>
    private static readonly TimeSpan PollingTime = TimeSpan.FromSeconds(60);

    [LambdaFunction(ResourceName = "StartContentCheck", Timeout = 150)]
    [ScheduleEvent("rate(1 minute)")]
    public async Task StartContentChecks(ScheduledEvent tick)
    {
        var until = clock.GetUtcNow() + PollingTime;
        while (clock.GetUtcNow() < until)
        {
            var task = await stepFunctions.GetActivityTaskAsync(new GetActivityTaskRequest { ActivityArn = settings.ActivityArn, WorkerName = "StartContentCheck" });
            if (string.IsNullOrEmpty(task.TaskToken))
            {
                return;
            }

            await StartAsync(task.TaskToken, JsonSerializer.Deserialize(task.Input, VideoJson.Default.Video)!);
        }
    }

    private async Task StartAsync(string taskToken, Video video)
    {
        var checkId = Guid.NewGuid().ToString("N");
        try
        {
            await checks.KeepAsync(checkId, new RunningCheck(taskToken, video));   // first: a check can end before the next line
            await contentCheck.StartAsync(checkId, video);
        }
        catch (Exception exception)
        {
            // The token is out: said now, the state's Retry need not wait for two hours.
            await stepFunctions.SendTaskFailureAsync(new SendTaskFailureRequest { TaskToken = taskToken, Error = "ContentCheckFailed", Cause = exception.Message });
            throw;
        }
    }
}
