using Amazon.Lambda.Annotations;
using Amazon.StepFunctions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TasksService.ActivityWorker;

namespace ActivityWorkerExample;

[LambdaStartup]
public sealed class Startup
{
    public void ConfigureServices(IServiceCollection services)
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        services.AddLogging(logging => logging.AddSimpleConsole(console => console.SingleLine = true));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IAmazonStepFunctions>(_ => new AmazonStepFunctionsClient(new AmazonStepFunctionsConfig { Timeout = ActivityWorkerOptions.ClientTimeout }));
        services.AddSingleton<CoinFlip>();
        services.AddSingleton(new ActivityWorkerOptions
        {
            ActivityArn = settings["ACTIVITY_ARN"] ?? throw new InvalidOperationException("ACTIVITY_ARN is not set: the activity to poll."),
            WorkerName = "example-activity-worker",
            HeartbeatInterval = TimeSpan.FromSeconds(5),
        });
    }
}
