using Microsoft.Extensions.DependencyInjection;

namespace TasksService.Targets;

public static class ActivityTargetExtensions
{
    /// <summary>Adds the target <c>activity</c>.</summary>
    public static TasksServiceBuilder UseActivityTarget(this TasksServiceBuilder builder)
    {
        builder.Services.AddSingleton<ITarget, ActivityTarget>();
        return builder;
    }
}
