using System.Globalization;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.Serialization.SystemTextJson;
using Examples.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TasksService.ActivityWorker;

namespace ActivityWorkerExample.Local;

public static class ActivityWorkerDemo
{
    public const string Machine = "example-state-machine";
    public const string Activity = "example-activity";

    /// <param name="args">
    /// <c>--schedule 00:05:00</c> how often the function comes; <c>--poller false</c> without the poller beside it, <c>--function false</c> without the function;
    /// and those of <see cref="ExampleBuilder"/>.
    /// </param>
    public static Example Build(string[] args)
    {
        var builder = ExampleBuilder.Create(args);
        builder.Services.AddLogging(logging => logging.AddFilter("TasksService.ActivityWorker", LogLevel.Debug));
        builder.Services.AddSingleton<CoinFlip>();
        builder.Services.AddScoped<ActivityWorkerFunction>();
        builder.Services.AddSingleton(new ActivityWorkerOptions
        {
            ActivityArn = ExampleNames.ActivityArn(Activity),
            WorkerName = "example-activity-worker",
            HeartbeatInterval = TimeSpan.FromSeconds(1),
        });
        builder
            .AddFunction("example-activity-worker", new SourceGeneratorLambdaJsonSerializer<WorkJson>(), (ActivityWorkerFunction function, ScheduledEvent tick) => function.WorkOff(tick))
            .AddActivity(Activity)
            .AddStateMachine(Machine, "activity-worker/example-state-machine.asl.json", ("ExampleActivityArn", ExampleNames.ActivityArn(Activity)));

        if (builder.Configuration["function"] != "false")
        {
            builder.AddSchedule("example-activity-worker", TimeSpan.Parse(builder.Configuration["schedule"] ?? "00:05:00", CultureInfo.InvariantCulture));
        }

        if (builder.Configuration["poller"] != "false")
        {
            builder.AddPoller(Activity,
                ("WORKER_URL", "{url}/work"),
                ("WORKER_NAME", "activity-poller"),
                ("POLLS", builder.Configuration["polls"] ?? "4"),
                ("HEARTBEAT_SECONDS", "1"),
                ("Logging__LogLevel__TasksService.ActivityWorker", builder.Configuration["Logging:LogLevel:Default"] ?? "Debug"));
        }

        var example = builder.Build();
        example.Routes.MapPost("/work", WorkAsync);
        return example;
    }

    /// <summary>The poller's worker: any web service that takes a POST.</summary>
    private static async Task<IResult> WorkAsync(PolledWork task, CoinFlip coin, CancellationToken cancellationToken)
    {
        try
        {
            return Results.Json(await coin.WorkAsync(task.Input, "the HTTP worker behind the poller", cancellationToken), WorkJson.Default.WorkDone);
        }
        catch (ActivityFailedException failure)
        {
            return Results.Text(failure.Message, statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }
}
