using Microsoft.Extensions.DependencyInjection;

namespace TasksService.Targets;

public static class HttpTargetExtensions
{
    /// <summary>Adds the target <c>http</c>.</summary>
    public static TasksServiceBuilder UseHttpTarget(this TasksServiceBuilder builder)
    {
        builder.Services.AddOptions<HttpTargetOptions>()
            .BindConfiguration(HttpTargetOptions.Section)
            .Validate(
                options => options.MaxConnectionsPerServer > 0,
                $"{HttpTargetOptions.Section}:{nameof(HttpTargetOptions.MaxConnectionsPerServer)} must be positive, or no HTTP target is ever called.")
            .ValidateOnStart();
        builder.Services.AddSingleton<ITarget, HttpTarget>();
        return builder;
    }
}
