using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace TasksService;

public static class TasksServiceExtensions
{
    /// <summary>Adds the use cases. The host adds a store, a queue, a workflow and targets by their <c>UseX</c> methods.</summary>
    public static TasksServiceBuilder AddTasksService(this IServiceCollection services)
    {
        services.AddOptions<SchedulingOptions>().BindConfiguration(SchedulingOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SchedulingOptions>, SchedulingOptionsValidator>();
        services.AddOptions<CallbackOptions>().Configure<IConfiguration>((callbacks, configuration) => callbacks.PublicUrl = configuration[CallbackOptions.Key]).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CallbackOptions>, CallbackOptionsValidator>();
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

    private sealed class CallbackOptionsValidator : IValidateOptions<CallbackOptions>
    {
        public ValidateOptionsResult Validate(string? name, CallbackOptions options) =>
            options.Faults().ToList() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }

    private sealed class SchedulingOptionsValidator : IValidateOptions<SchedulingOptions>
    {
        public ValidateOptionsResult Validate(string? name, SchedulingOptions options) =>
            options.Faults().ToList() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }
}
