using Amazon.Lambda.Annotations;
using Amazon.Rekognition;
using Amazon.S3;
using Amazon.StepFunctions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace VideoIngest;

[LambdaStartup]
public sealed class Startup
{
    /// <summary>Above the 60 s that a poll stays open.</summary>
    private static readonly TimeSpan ClientTimeout = TimeSpan.FromSeconds(75);

    public void ConfigureServices(IServiceCollection services)
    {
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        string Setting(string name) => environment[name] ?? throw new InvalidOperationException($"{name} is not set: see template.yaml.");

        services.AddSingleton(new IngestSettings(Setting("STATE_MACHINE_ARN"), Setting("ACTIVITY_ARN"), Setting("APPROVED_BUCKET"), Setting("WORK_BUCKET")));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IAmazonStepFunctions>(_ => new AmazonStepFunctionsClient(new AmazonStepFunctionsConfig { Timeout = ClientTimeout }));
        services.AddSingleton<IAmazonS3>(_ => new AmazonS3Client());
        services.AddSingleton<IContentCheck>(_ => new RekognitionContentCheck(new AmazonRekognitionClient(), Setting("CHECK_TOPIC_ARN"), Setting("CHECK_ROLE_ARN")));
        services.AddSingleton<RunningChecks>();
    }
}
