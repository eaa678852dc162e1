using System.Text.Json;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Annotations.Schedule;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using Microsoft.Extensions.Logging;
using TasksService.ActivityWorker;

namespace ActivityWorkerExample;

/// <summary>Comes every five minutes and takes tasks until a poll brings none. A poll lasts up to a minute, so the function's timeout is well above.</summary>
public sealed class ActivityWorkerFunction(
    CoinFlip coin, IAmazonStepFunctions stepFunctions, ActivityWorkerOptions options, TimeProvider clock, ILogger<AnsweringTaskHandler> logger)
{
    /// <summary>After this no further poll begins: the last one and its task must fit into what is left of the function's timeout of five minutes.</summary>
    private static readonly TimeSpan PollingTime = TimeSpan.FromMinutes(2);

    [LambdaFunction(ResourceName = "ActivityWorker", Timeout = 300)]
    [ScheduleEvent("cron(0/5 * * * ? *)")]
    public async Task WorkOff(ScheduledEvent tick)
    {
        var handler = new AnsweringTaskHandler(AnswerAsync, stepFunctions, options, clock, logger);
        var until = clock.GetUtcNow() + PollingTime;

        while (clock.GetUtcNow() < until && await TakeAsync() is { } task)
        {
            await handler.HandleAsync(task, CancellationToken.None);
        }
    }

    private async Task<ActivityTask?> TakeAsync()
    {
        var answer = await stepFunctions.GetActivityTaskAsync(new GetActivityTaskRequest { ActivityArn = options.ActivityArn, WorkerName = options.WorkerName });
        return string.IsNullOrEmpty(answer.TaskToken) ? null : new ActivityTask(answer.TaskToken, answer.Input);
    }

    private async Task<TaskAnswer?> AnswerAsync(ActivityTask task, CancellationToken cancellationToken)
    {
        var work = JsonSerializer.Deserialize(task.Input, WorkJson.Default.Work) ?? new Work();
        var done = await coin.WorkAsync(work, options.WorkerName, cancellationToken);
        return TaskAnswer.Succeed(JsonSerializer.Serialize(done, WorkJson.Default.WorkDone));
    }
}
