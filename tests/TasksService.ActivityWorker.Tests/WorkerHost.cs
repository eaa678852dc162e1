using Amazon.Runtime;
using Amazon.StepFunctions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TasksService.Testing;

namespace TasksService.ActivityWorker.Tests;

/// <summary>A worker in a host of its own, its clock in the test's hands, its client talking to <see cref="AwsStub"/>.</summary>
internal sealed class WorkerHost : IAsyncDisposable
{
    public const string ActivityArn = "arn:aws:states:eu-central-1:123456789012:activity:Bake";

    private readonly IHost host;

    private WorkerHost(AwsStub aws, IHost host, ManualClock clock)
    {
        Aws = aws;
        Clock = clock;
        this.host = host;
    }

    public AwsStub Aws { get; }

    public ManualClock Clock { get; }

    public ActivityPollingService Polling => host.Services.GetServices<IHostedService>().OfType<ActivityPollingService>().Single();

    public CancellationToken Stopping => host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

    public static async Task<WorkerHost> StartAsync(
        Func<Order, CancellationToken, Task<Receipt>> handler,
        Action<ActivityWorkerOptions>? configure = null,
        Action<AwsStub>? prepare = null,
        TimeSpan? clientTimeout = null)
    {
        var aws = await AwsStub.StartAsync();
        prepare?.Invoke(aws);
        var clock = new ManualClock();
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<IAmazonStepFunctions>(new AmazonStepFunctionsClient(
            new BasicAWSCredentials("key", "secret"),
            new AmazonStepFunctionsConfig { ServiceURL = aws.Url, AuthenticationRegion = "eu-central-1", MaxErrorRetry = 0, Timeout = clientTimeout ?? ActivityWorkerOptions.ClientTimeout }));
        builder.Services.AddActivityWorker<Order, Receipt>(
            ActivityArn,
            (_, order, cancellationToken) => handler(order, cancellationToken),
            OrderJson.Default,
            options =>
            {
                options.Polls = 1;
                options.Concurrency = 4;
                configure?.Invoke(options);
            });

        var host = builder.Build();
        await host.StartAsync();
        return new WorkerHost(aws, host, clock);
    }

    public async ValueTask DisposeAsync()
    {
        var stopping = host.StopAsync();
        Aws.EndAllPolls();
        await stopping;
        host.Dispose();
        await Aws.DisposeAsync();
    }

    public Task StopAsync() => host.StopAsync();
}
