using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TasksService.StatesServer;

public static class StatesServerExtensions
{
    /// <summary>Adds <see cref="StatesEngine"/>, and runs it while the host runs.</summary>
    public static StatesServerBuilder AddStatesServer(this IServiceCollection services, Action<StatesServerOptions>? configure = null)
    {
        services.AddOptions<StatesServerOptions>()
            .Configure<IConfiguration>(Bind)
            .Configure(options => configure?.Invoke(options))
            .Validate(
                options => options.LambdaEndpoint is null or "" || Uri.IsWellFormedUriString(options.LambdaEndpoint, UriKind.Absolute),
                "AWS_ENDPOINT_URL_LAMBDA is no URL: no Lambda function could be invoked.")
            .Validate(
                options => options.SqsEndpoint is null or "" || Uri.IsWellFormedUriString(options.SqsEndpoint, UriKind.Absolute),
                "AWS_ENDPOINT_URL_SQS is no URL: no message could be sent.")
            .Validate(options => options.AccountId.Length == 12 && options.AccountId.All(char.IsAsciiDigit), "AccountId stands in every ARN: 12 digits.")
            .Validate(options => options.Region.Length > 0 && options.Region.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'), "Region stands in every ARN: lower-case letters, digits and hyphens.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ResourceNames>();
        services.AddSingleton<StatesStore>();
        services.AddSingleton<MachineCatalog>();
        services.AddSingleton<FunctionRegistry>();
        services.AddSingleton<LambdaTasks>();
        services.AddSingleton<SqsTasks>();
        services.AddSingleton<TaskCaller>();
        services.AddSingleton(provider => new StatesEngine(
            provider.GetRequiredService<StatesStore>(), provider.GetRequiredService<MachineCatalog>(), provider.GetRequiredService<ResourceNames>(),
            provider.GetRequiredService<TaskCaller>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IOptions<StatesServerOptions>>(),
            provider.GetRequiredService<ILogger<StatesEngine>>()));
        services.AddSingleton<StateMachineOperations>();
        services.AddSingleton<ExecutionOperations>();
        services.AddSingleton<ActivityOperations>();
        services.AddSingleton<StepFunctionsApi>();
        services.AddHostedService<EngineService>();
        return new(services);
    }

    /// <summary>Maps the Step Functions API: <c>POST /</c>.</summary>
    public static IEndpointConventionBuilder MapStepFunctions(this IEndpointRouteBuilder routes)
    {
        var api = routes.ServiceProvider.GetRequiredService<StepFunctionsApi>();
        return routes.MapPost("/", api.HandleAsync).ExcludeFromDescription();
    }

    private static void Bind(StatesServerOptions options, IConfiguration configuration)
    {
        var section = configuration.GetSection(StatesServerOptions.Section);
        options.DatabasePath = section[nameof(options.DatabasePath)] ?? options.DatabasePath;
        options.Region = section[nameof(options.Region)] ?? configuration["AWS_REGION"] ?? options.Region;
        options.AccountId = section[nameof(options.AccountId)] ?? options.AccountId;
        options.LambdaEndpoint = section[nameof(options.LambdaEndpoint)] ?? configuration["AWS_ENDPOINT_URL_LAMBDA"];
        options.SqsEndpoint = section[nameof(options.SqsEndpoint)] ?? configuration["AWS_ENDPOINT_URL_SQS"];
        options.AccessKeyId = configuration["AWS_ACCESS_KEY_ID"] ?? options.AccessKeyId;
        options.SecretAccessKey = configuration["AWS_SECRET_ACCESS_KEY"] ?? options.SecretAccessKey;
        options.Retention = TimeSpan.TryParse(section[nameof(options.Retention)], System.Globalization.CultureInfo.InvariantCulture, out var retention) ? retention : options.Retention;
    }

    private sealed class EngineService(StatesEngine engine) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            engine.Start();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => engine.DisposeAsync().AsTask();
    }
}
