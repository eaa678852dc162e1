using Amazon;
using Amazon.Lambda;
using Amazon.Runtime;
using Amazon.StepFunctions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using TasksService.ActivityWorker;

namespace TasksService.ActivityPoller;

public static class PollerHost
{
    public static IServiceCollection AddActivityPoller(this IServiceCollection services, PollerOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IAmazonStepFunctions>(_ => new AmazonStepFunctionsClient(
            InRegion(new AmazonStepFunctionsConfig { Timeout = ActivityWorkerOptions.ClientTimeout }, options)));

        return options.WorkerUrl is { } url ? services.AddHttpWorker(url, options.Worker) : services.AddLambdaHandOff(options);
    }

    private static IServiceCollection AddLambdaHandOff(this IServiceCollection services, PollerOptions options)
    {
        services.TryAddSingleton<IAmazonLambda>(_ => new AmazonLambdaClient(InRegion(new AmazonLambdaConfig(), options)));
        services.AddSingleton(provider => new LambdaHandOff(
            options.FunctionName,
            provider.GetRequiredService<IAmazonLambda>(),
            provider.GetRequiredService<IAmazonStepFunctions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LambdaHandOff>>()));
        services.AddHostedService<LambdaCheck>();

        return services.AddActivityPolling(options.Worker, provider => provider.GetRequiredService<LambdaHandOff>());
    }

    private static IServiceCollection AddHttpWorker(this IServiceCollection services, Uri url, ActivityWorkerOptions options)
    {
        // No time limit of its own: a heartbeat that finds the task timed out ends the request.
        services.AddSingleton(new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Timeout.InfiniteTimeSpan });
        services.AddSingleton(provider => new HttpWorker(url, provider.GetRequiredService<HttpClient>()));

        return services.AddActivityPolling(options, provider => new AnsweringTaskHandler(
            provider.GetRequiredService<HttpWorker>().RunAsync,
            provider.GetRequiredService<IAmazonStepFunctions>(),
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<AnsweringTaskHandler>>()));
    }

    private static TConfig InRegion<TConfig>(TConfig config, PollerOptions options)
        where TConfig : ClientConfig
    {
        if (!string.IsNullOrEmpty(options.Region))
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }

        return config;
    }
}
