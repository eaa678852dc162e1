using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace TasksService;

public static class TasksServiceExtensions
{
    /// <summary>Adds the use cases. The host adds a store, a queue, a workflow and targets by their <c>UseX</c> methods.</summary>
    public static TasksServiceBuilder AddTasksService(this IServiceCollection services)
    {
        services.AddOptions<SchedulingOptions>().BindConfiguration(SchedulingOptions.Section).ValidateFaults(options => options.Faults());
        services.AddOptions<CallbackOptions>().Configure<IConfiguration>((callbacks, configuration) => callbacks.PublicUrl = configuration[CallbackOptions.Key]).ValidateFaults(options => options.Faults());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ScheduleTask>();
        services.AddSingleton<Dispatcher>();
        services.AddSingleton<QueueProcessor>();
        services.AddSingleton<TaskExecutor>();
        services.AddSingleton<AttemptRecorder>();
        services.AddSingleton<FailureHandler>();
        services.AddSingleton<AnswerRecorder>();
        services.AddSingleton<HeartbeatReceiver>();
        services.AddSingleton<Sweeper>();
        return new TasksServiceBuilder(services);
    }
}
