using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TasksService.StatesLanguage;

namespace TasksService.Embedded;

/// <summary>
/// Runs <c>tasks.asl.json</c> in memory, as EXPRESS does on AWS. The record of an execution is its task: a host that starts begins those again that the last one left in progress.
/// </summary>
internal sealed partial class StatesInterpreter : IExecutionStarter, IHostedService, IDisposable
{
    /// <summary>Names on this machine; they only have to look like the ARNs that the definition has on AWS.</summary>
    private const string ArnPrefix = "arn:aws:lambda:local:000000000000:function:";
    private const string Executor = "executor";
    private const string HandleFailure = "handleFailure";

    private const string MachineName = "tasksStateMachine-local";
    private const string MachineArn = $"arn:aws:states:local:000000000000:stateMachine:{MachineName}";
    private const string ExecutionArnPrefix = $"arn:aws:states:local:000000000000:express:{MachineName}:";

    private static readonly Json Nothing = Json.EmptyObject;

    private readonly SqliteTaskStore tasks;
    private readonly TaskExecutor executor;
    private readonly FailureHandler failureHandler;
    private readonly CallSlots slots;
    private readonly ILogger<StatesInterpreter> logger;
    private readonly StateMachine machine;
    private readonly StateMachineRunner runner;
    private readonly CancellationTokenSource stopping = new();

    public StatesInterpreter(
        SqliteTaskStore tasks, TaskExecutor executor, FailureHandler failureHandler, CallSlots slots, TimeProvider clock, ILogger<StatesInterpreter> logger)
    {
        this.tasks = tasks;
        this.executor = executor;
        this.failureHandler = failureHandler;
        this.slots = slots;
        this.logger = logger;
        machine = StateMachine.Parse(Definition(), StateMachineType.Express);
        runner = new StateMachineRunner(clock, CallAsync);
    }

    public Task StartAsync(ScheduledTask task, CancellationToken cancellationToken)
    {
        _ = RunAsync(task);
        return Task.CompletedTask;
    }

    /// <summary>Goes on with what the last host left in progress. At once: claims and executions died with it.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var resumed = 0;
        await foreach (var task in tasks.InterruptedAsync(cancellationToken))
        {
            _ = RunAsync(task);
            resumed++;
        }

        if (resumed > 0)
        {
            Log.Resumed(logger, resumed);
        }
    }

    /// <summary>Executions that wait are dropped, since the store has their tasks; calls that are open are finished and recorded.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        if (slots.Open is > 0 and var open)
        {
            Log.Finishing(logger, open);
        }

        await slots.WhenEmpty().WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        runner.Dispose();
        stopping.Dispose();
    }

    private static string Definition()
    {
        using var stream = typeof(StatesInterpreter).Assembly.GetManifestResourceStream("tasks.asl.json")!;
        using var reader = new StreamReader(stream);
        return DefinitionSubstitutions.Apply(reader.ReadToEnd(), new Dictionary<string, string>
        {
            ["ExecutorFunctionArn"] = ArnPrefix + Executor,
            ["HandleFailureFunctionArn"] = ArnPrefix + HandleFailure,
        });
    }

    private async Task RunAsync(ScheduledTask task)
    {
        var name = $"{task.Id}-{task.Revision}";
        var info = new ExecutionInfo
        {
            // As EXPRESS does it: a second execution of the same name has an id of its own, and so a claim of its own.
            Id = $"{ExecutionArnPrefix}{name}:{Guid.NewGuid()}",
            Name = name,
            StateMachineId = MachineArn,
            StateMachineName = MachineName,
            Type = StateMachineType.Express,
        };

        try
        {
            var result = await runner.RunAsync(machine, info, Json.Parse(ExecutionInput.For(task).ToJson()), stopping.Token);
            if (result.Status != ExecutionStatus.Succeeded)
            {
                Log.Failed(logger, task.Id, result.Status, result.Error, result.Cause);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The next host goes on with it.
        }
        catch (Exception exception)
        {
            Log.Broken(logger, exception, task.Id);
        }
    }

    /// <summary>The token that comes with the call says that its answer is no longer wanted; a call that has begun is finished and recorded all the same.</summary>
    private async Task<Json> CallAsync(TaskRequest request, CancellationToken cancellationToken)
    {
        switch (request.Resource.Action)
        {
            case Executor:
                var attempt = Read(request.Input, ExecutionJson.Default.ExecutionAttempt);
                await slots.RunAsync(() => executor.ExecuteAsync(attempt, CancellationToken.None), stopping.Token);
                return Nothing;
            case HandleFailure:
                await failureHandler.HandleAsync(Read(request.Input, ExecutionJson.Default.ExecutionFailure), CancellationToken.None);
                return Nothing;
            default:
                throw new TaskFailedException("Lambda.ResourceNotFoundException", $"There is no function {request.Resource.Arn} here.");
        }
    }

    private static T Read<T>(Json input, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(input.ToString(), type)!;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Going on with {Count} tasks that were in progress when the last host ended")]
        public static partial void Resumed(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Information, Message = "Finishing the {Count} calls that are open")]
        public static partial void Finishing(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Error, Message = "The execution of task {TaskId} ended {Status} ({Error}: {Cause}); the sweep takes the task up after its deadline")]
        public static partial void Failed(ILogger logger, string taskId, ExecutionStatus status, string? error, string? cause);

        [LoggerMessage(Level = LogLevel.Error, Message = "The execution of task {TaskId} broke off; the sweep takes the task up after its deadline")]
        public static partial void Broken(ILogger logger, Exception exception, string taskId);
    }
}
