using Microsoft.Extensions.Options;
using TasksService.StatesServer;

namespace TasksService.Embedded;

/// <summary>The seams on one machine.</summary>
internal static class EmbeddedExtensions
{
    public static TasksServiceBuilder UseSqlite(this TasksServiceBuilder builder)
    {
        builder.Services.AddSingleton(services => DataDirectory.Lock(services.GetRequiredService<IOptions<EmbeddedOptions>>().Value.Data));
        builder.Services.AddSingleton(services => SqliteTaskStore.Open(services.GetRequiredService<DataDirectory>().TasksFile));
        builder.Services.AddSingleton<ITaskStore>(services => services.GetRequiredService<SqliteTaskStore>());
        return builder;
    }

    /// <summary>After <see cref="UseStatesInterpreter"/>'s service this one starts, and before it it stops.</summary>
    public static TasksServiceBuilder UseInProcessQueue(this TasksServiceBuilder builder)
    {
        builder.Services.AddSingleton<ChannelTaskQueue>();
        builder.Services.AddSingleton<ITaskQueue>(services => services.GetRequiredService<ChannelTaskQueue>());
        builder.Services.AddHostedService<QueueLoop>();
        return builder;
    }

    /// <summary>The states server, in the same directory and under the same lock: for the tasks that are answered later, and for state machines of whoever wants some.</summary>
    public static TasksServiceBuilder UseStatesServer(this TasksServiceBuilder builder)
    {
        builder.Services.AddStatesServer()
            .AddFunction(TaskFunctions.Executor, services => services.GetRequiredService<TaskFunctions>().ExecuteAsync)
            .AddFunction(TaskFunctions.RecordResult, services => (input, _) => services.GetRequiredService<TaskFunctions>().RecordResultAsync(input));
        builder.Services.AddOptions<StatesServerOptions>().Configure<DataDirectory>((options, directory) => options.DatabasePath = directory.StatesFile);
        builder.Services.AddSingleton<CallbackWorkflow>();
        builder.Services.AddSingleton<ITaskTokens>(services => services.GetRequiredService<CallbackWorkflow>());
        builder.Services.AddHostedService(services => services.GetRequiredService<CallbackWorkflow>());
        return builder;
    }

    public static TasksServiceBuilder UseStatesInterpreter(this TasksServiceBuilder builder)
    {
        builder.Services.AddSingleton<CallSlots>();
        builder.Services.AddSingleton<TaskFunctions>();
        builder.Services.AddSingleton<StatesInterpreter>();
        builder.Services.AddSingleton<IExecutionStarter>(services => services.GetRequiredService<StatesInterpreter>());
        builder.Services.AddHostedService(services => services.GetRequiredService<StatesInterpreter>());
        return builder;
    }
}
