using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.StepFunctions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TasksService.ActivityWorker;

public static class ActivityWorkerExtensions
{
    /// <summary>Room for the last answers after the handlers were cancelled.</summary>
    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(10);

    /// <summary>Polls an activity and runs <paramref name="handler"/> for each of its tasks. Names in JSON are camel case.</summary>
    [RequiresUnreferencedCode("Reads and writes JSON by reflection. Pass a JsonSerializerContext in a trimmed program.")]
    [RequiresDynamicCode("Reads and writes JSON by reflection. Pass a JsonSerializerContext in an ahead-of-time compiled program.")]
    public static IServiceCollection AddActivityWorker<TInput, TOutput>(
        this IServiceCollection services,
        string activityArn,
        Func<TInput, CancellationToken, Task<TOutput>> handler,
        Action<ActivityWorkerOptions>? configure = null) =>
        services.AddActivityWorker(
            activityArn,
            (_, input, cancellationToken) => handler(input, cancellationToken),
            (JsonTypeInfo<TInput>)JsonSerializerOptions.Web.GetTypeInfo(typeof(TInput)),
            (JsonTypeInfo<TOutput>)JsonSerializerOptions.Web.GetTypeInfo(typeof(TOutput)),
            configure);

    /// <summary>The same for a trimmed program, and for a handler that needs services: it gets those of a scope of its own.</summary>
    public static IServiceCollection AddActivityWorker<TInput, TOutput>(
        this IServiceCollection services,
        string activityArn,
        Func<IServiceProvider, TInput, CancellationToken, Task<TOutput>> handler,
        JsonSerializerContext json,
        Action<ActivityWorkerOptions>? configure = null) =>
        services.AddActivityWorker(activityArn, handler, TypeInfo<TInput>(json), TypeInfo<TOutput>(json), configure);

    /// <summary>Polls an activity and passes its tasks to a handler of any kind.</summary>
    public static IServiceCollection AddActivityPolling(
        this IServiceCollection services,
        ActivityWorkerOptions options,
        Func<IServiceProvider, IActivityTaskHandler> handler)
    {
        // Above what any poll takes: a client that gives up a poll may lose the task that the service had already put into its answer.
        services.TryAddSingleton<IAmazonStepFunctions>(_ => new AmazonStepFunctionsClient(new AmazonStepFunctionsConfig { Timeout = ActivityWorkerOptions.ClientTimeout }));
        services.TryAddSingleton(TimeProvider.System);
        services.PostConfigure<HostOptions>(host => host.ShutdownTimeout = Longer(host.ShutdownTimeout, options.DrainTimeout + LastAnswers));

        return services.AddSingleton<IHostedService>(provider => new ActivityPollingService(
            provider.GetRequiredService<IAmazonStepFunctions>(),
            handler(provider),
            options,
            provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ActivityPollingService>>()));
    }

    private static IServiceCollection AddActivityWorker<TInput, TOutput>(
        this IServiceCollection services,
        string activityArn,
        Func<IServiceProvider, TInput, CancellationToken, Task<TOutput>> handler,
        JsonTypeInfo<TInput> inputJson,
        JsonTypeInfo<TOutput> outputJson,
        Action<ActivityWorkerOptions>? configure)
    {
        var options = new ActivityWorkerOptions { ActivityArn = activityArn };
        configure?.Invoke(options);

        return services.AddActivityPolling(options, provider => new AnsweringTaskHandler(
            async (task, cancellationToken) =>
            {
                await using var scope = provider.CreateAsyncScope();
                var input = JsonSerializer.Deserialize(task.Input, inputJson);
                var output = await handler(scope.ServiceProvider, input!, cancellationToken).ConfigureAwait(false);
                return TaskAnswer.Succeed(JsonSerializer.Serialize(output, outputJson));
            },
            provider.GetRequiredService<IAmazonStepFunctions>(),
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<AnsweringTaskHandler>>()));
    }

    private static JsonTypeInfo<T> TypeInfo<T>(JsonSerializerContext json) =>
        json.GetTypeInfo(typeof(T)) as JsonTypeInfo<T>
        ?? throw new ArgumentException($"{json.GetType().Name} lacks [JsonSerializable(typeof({typeof(T).Name}))].", nameof(json));

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
