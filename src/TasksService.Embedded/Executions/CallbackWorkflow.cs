using TasksService.StatesLanguage;
using TasksService.StatesServer;

namespace TasksService.Embedded;

/// <summary>
/// Runs <c>tasks-callback.asl.json</c> on the states server, as STANDARD: every transition is on disk, so that a task token can be answered after a restart.
/// </summary>
internal sealed partial class CallbackWorkflow(StatesEngine engine, SqliteTaskStore tasks, ILogger<CallbackWorkflow> logger) : BackgroundService, ITaskTokens
{
    public const string MachineName = "tasksCallbackStateMachine-local";
    public const string ActivityName = "tasksActivity-local";

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var activityArn = await engine.CreateActivityAsync(ActivityName);
        await engine.DefineAsync(MachineName, TaskFunctions.Definition("tasks-callback.asl.json", activityArn), StateMachineType.Standard);
        await base.StartAsync(cancellationToken);
    }

    public async Task StartExecutionAsync(ScheduledTask task)
    {
        try
        {
            await engine.StartAsync(MachineName, $"{task.Id}-{task.Revision}", Json.Parse(ExecutionInput.For(task).ToJson()));
        }
        catch (StatesException refusal) when (refusal.IsExecutionAlreadyExists)
        {
            // Started before, and over by now.
        }
    }

    public Task<TokenAnswer> SucceedAsync(string taskToken, string output, CancellationToken cancellationToken) =>
        ToAnswer(engine.SucceedTaskAsync(taskToken, Json.Parse(output)));

    public Task<TokenAnswer> FailAsync(string taskToken, string? error, string? cause, CancellationToken cancellationToken) =>
        ToAnswer(engine.FailTaskAsync(taskToken, error, cause));

    public Task<TokenAnswer> BeatAsync(string taskToken, CancellationToken cancellationToken) => ToAnswer(engine.BeatTaskAsync(taskToken));

    /// <summary>Starts what a host that was killed had moved to in progress but not yet started; the others are known by their names.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var task in tasks.AwaitedAsync(stoppingToken))
        {
            try
            {
                await StartExecutionAsync(task);
            }
            catch (Exception exception)
            {
                Log.NotStarted(logger, exception, task.Id);
            }
        }
    }

    private static async Task<TokenAnswer> ToAnswer(Task<TaskAnswer> answer) => await answer switch
    {
        TaskAnswer.Accepted => TokenAnswer.Accepted,
        TaskAnswer.InvalidToken => TokenAnswer.InvalidToken,
        _ => TokenAnswer.TimedOut,
    };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The execution of task {TaskId} could not be started again; the sweep fails the task after its deadline")]
        public static partial void NotStarted(ILogger logger, Exception exception, string taskId);
    }
}
