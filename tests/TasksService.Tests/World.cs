using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TasksService.Testing;

namespace TasksService.Tests;

/// <summary>The use cases on an in-memory store, with the clock, the queue and the target in the test's hands.</summary>
internal sealed class World
{
    private readonly ServiceProvider services;

    public World()
    {
        var collection = new ServiceCollection();
        collection.AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build());
        collection.AddLogging();
        collection.AddSingleton<TimeProvider>(Clock);
        collection.AddSingleton<ITaskStore>(Store);
        collection.AddSingleton<ITaskQueue>(Queue);
        collection.AddSingleton<IExecutionStarter>(Starter);
        collection.AddSingleton<ITarget>(Target);
        collection.AddSingleton<ITaskTokens>(Tokens);
        collection.AddTasksService();
        services = collection.BuildServiceProvider();
    }

    public ManualClock Clock { get; } = new();

    public InMemoryTaskStore Store { get; } = new();

    public RecordingQueue Queue { get; } = new();

    public RecordingStarter Starter { get; } = new();

    public FakeTarget Target { get; } = new();

    public FakeTaskTokens Tokens { get; } = new();

    public DateTimeOffset Now => Clock.GetUtcNow();

    public T Use<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>A task for the fake target, due after <paramref name="delay"/>.</summary>
    public Task<ScheduledTask> ScheduleAsync(TimeSpan delay, RetryPolicy? retry = null, Completion completion = default) =>
        Use<ScheduleTask>().HandleAsync(
            new NewTask { Timestamp = Now + delay, Target = new TaskTarget("fake", """{"type":"fake"}"""), Retry = retry ?? RetryPolicy.Default, Completion = completion },
            default);

    /// <summary>A task that is due now and whose execution has been started.</summary>
    public async Task<ScheduledTask> StartAsync(RetryPolicy? retry = null, Completion completion = default)
    {
        var task = await ScheduleAsync(TimeSpan.Zero, retry, completion);
        await Use<QueueProcessor>().ProcessAsync([new QueuedTask("receipt", task.ToMessage(), IsRedelivery: false)], default);
        return await FindAsync(task);
    }

    public Task ExecuteAsync(ScheduledTask task, string execution = "execution", int retryCount = 0) =>
        Use<TaskExecutor>().ExecuteAsync(new ExecutionAttempt(task.Id, task.Revision, task.DueAt, execution, retryCount), default);

    public async Task<ScheduledTask> FindAsync(ScheduledTask task) => (await Store.FindAsync(task.Id, default))!;

    internal sealed class FakeTarget : ITarget
    {
        public string Type => "fake";

        public JsonTypeInfo Shape => throw new NotSupportedException();

        public List<TargetCall> Calls { get; } = [];

        public Func<TargetCall, CancellationToken, Task<TargetOutcome>> Answer { get; set; } =
            (_, _) => Task.FromResult<TargetOutcome>(new TargetOutcome.Succeeded("\"ok\""));

        public IEnumerable<TargetFault> Validate(object settings) => [];

        public Task<TargetOutcome> CallAsync(TargetCall call, CancellationToken cancellationToken)
        {
            Calls.Add(call);
            return Answer(call, cancellationToken);
        }

        public void Fail(bool isRetryable = true, TimeSpan? retryAfter = null) =>
            Answer = (_, _) => Task.FromResult<TargetOutcome>(new TargetOutcome.Failed("Http.503", "busy", isRetryable, retryAfter));
    }
}
