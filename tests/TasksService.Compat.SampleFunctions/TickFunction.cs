using Amazon.Lambda.Annotations;
using Amazon.Lambda.Annotations.Schedule;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.Core;

namespace TasksService.Compat.SampleFunctions;

public sealed class TickFunction(ProcessCount calls)
{
    [LambdaFunction(ResourceName = "Tick", MemorySize = 256, Timeout = 10)]
    [ScheduleEvent("rate(1 minute)")]
    public async Task<TickAnswer> Tick(ScheduledEvent tick, [FromServices] ScopedCount scoped, ILambdaContext context)
    {
        await Task.Yield();
        context.Logger.LogLine($"{context.AwsRequestId} has {context.RemainingTime} left");
        return new(tick.Time, tick.Resources[0], scoped.Next(), calls.Next());
    }
}
