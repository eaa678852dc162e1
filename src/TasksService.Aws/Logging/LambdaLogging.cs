using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TasksService.Aws;

public static class LambdaLogging
{
    private const string Level = "Logging:LogLevel:Default";

    /// <summary>
    /// Logs to the standard output, one JSON object a line, in the form that Lambda filters by level
    /// (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html). The level is the setting <c>Logging:LogLevel:Default</c>.
    /// </summary>
    public static IServiceCollection AddLambdaLogging(this IServiceCollection services, IConfiguration configuration) =>
        services.AddLogging(logging => logging
            .ClearProviders()
            .SetMinimumLevel(Enum.TryParse<LogLevel>(configuration[Level], ignoreCase: true, out var level) ? level : LogLevel.Information)
            .AddProvider(new Logging.JsonLineLoggerProvider(Console.OpenStandardOutput(), TimeProvider.System)));
}
