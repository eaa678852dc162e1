using Microsoft.Extensions.DependencyInjection;

namespace TasksService;

/// <summary>What the <c>UseX</c> methods of the stores, queues, workflows and targets hang on.</summary>
public sealed class TasksServiceBuilder(IServiceCollection services)
{
    public IServiceCollection Services { get; } = services;
}
