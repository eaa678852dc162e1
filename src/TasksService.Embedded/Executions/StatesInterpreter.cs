using TasksService.StatesLanguage;

namespace TasksService.Embedded;

/// <summary>
/// Runs <c>tasks.asl.json</c> in memory, as EXPRESS does on AWS. The record of an execution is its task: a host that starts begins those again that the last one left in progress.
/// </summary>
internal sealed partial class StatesInterpreter : IExecutionStarter, IHostedService, IDisposable
{
    private const string MachineName = "tasksStateMachine-local";
    private const string MachineArn = $"arn:aws:states:us-east-1:000000000000:stateMachine:{MachineName}";
    private const string ExecutionArnPrefix = $"arn:aws:states:us-east-1:000000000000:express:{MachineName}:";

    private readonly SqliteTaskStore tasks;
    private readonly TaskFunctions functions;
    private readonly CallbackWorkflow callbacks;
    private readonly CallSlots slots;
    private readonly ILogger<StatesInterpreter> logger;
    private readonly StateMachine machine;
    private readonly StateMachineRunner runner;
    private readonly CancellationTokenSource stopping = new();

    public StatesInterpreter(
        SqliteTaskStore tasks, TaskFunctions functions, CallbackWorkflow callbacks, CallSlots slots, TimeProvider clock, ILogger<StatesInterpreter> logger)
    {
        this.tasks = tasks;
        this.functions = functions;
        this.callbacks = callbacks;
        this.slots = slots;
        this.logger = logger;
        machine = StateMachine.Parse(TaskFunctions.Definition("tasks.asl.json"), StateMachineType.Express);
        runner = new StateMachineRunner(clock, CallAsync);
    }

    public Task StartAsync(ScheduledTask task, CancellationToken cancellationToken)
    {
        if (task.IsAnsweredLater)
        {
            return callbacks.StartExecutionAsync(task);
        }

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
        runner.Dispose();
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
            var result = await runner.RunAsync(machine, info, InputOf(task));
            if (result.Status != ExecutionStatus.Succeeded)
            {
                Log.Failed(logger, task.Id, result.Status, result.Error, result.Cause);
            }
        }
        catch (Exception exception)
        {
            Log.Broken(logger, exception, task.Id);
        }
    }

    /// <summary>What <see cref="ExecutionInput"/> writes, without the way over its text.</summary>
    internal static Json InputOf(ScheduledTask task) => Json.ObjectOf(
        ("id", Json.Of(task.Id)), ("revision", Json.Of((long)task.Revision)), ("timestamp", Json.Of(Iso8601.Format(task.DueAt))));

    /// <summary>The token that comes with the call says that its answer is no longer wanted; a call that has begun is finished and recorded all the same.</summary>
    private Task<Json> CallAsync(TaskRequest request, CancellationToken cancellationToken) => request.Resource.Action switch
    {
        TaskFunctions.Executor => functions.ExecuteAsync(request.Input, stopping.Token),
        TaskFunctions.HandleFailure => functions.HandleFailureAsync(request.Input),
        _ => throw new TaskFailedException("Lambda.ResourceNotFoundException", $"There is no function {request.Resource.Arn} here."),
    };

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
