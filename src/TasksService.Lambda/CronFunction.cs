using Amazon.Lambda.Annotations;
using Amazon.Lambda.Annotations.Schedule;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.Core;

namespace TasksService.Lambda;

/// <summary>Runs once a minute: dispatches what has come near its time, then takes up what is stuck.</summary>
public sealed class CronFunction(Dispatcher dispatcher, Sweeper sweeper)
{
    [LambdaFunction(ResourceName = "Cron")]
    [ScheduleEvent("rate(1 minute)")]
    public async Task Cron(ScheduledEvent tick, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        try
        {
            await dispatcher.DispatchDueAsync(deadline.Token);
        }
        finally
        {
            // Also when the dispatcher is in trouble: what is stuck is late already.
            await sweeper.SweepAsync(deadline.Token);
        }
    }
}
