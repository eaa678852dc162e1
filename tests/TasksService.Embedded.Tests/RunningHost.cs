using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using TasksService.Testing;

namespace TasksService.Embedded.Tests;

/// <summary>The host in this process, on a port of its own, with the test's clock and a target that the test answers for.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WebApplication app;
    private HttpClient? http;

    private RunningHost(WebApplication app, ManualClock clock, FakeTarget target)
    {
        this.app = app;
        Clock = clock;
        Target = target;
    }

    public ManualClock Clock { get; }

    public FakeTarget Target { get; }

    public HttpClient Http => http ??= new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

    public ITaskStore Tasks => Get<ITaskStore>();

    public static async Task<RunningHost> StartAsync(string data, ManualClock? clock = null, params string[] args)
    {
        clock ??= new ManualClock();
        var target = new FakeTarget();
        var app = EmbeddedHost.Build(["--urls", "http://127.0.0.1:0", "--data", data, .. args], builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
            builder.Services.AddSingleton<ITarget>(target);
        });
        await app.StartAsync();
        return new RunningHost(app, clock, target);
    }

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    public Task<ScheduledTask> ScheduleAsync(TimeSpan delay, TimeSpan? timeout = null, RetryPolicy? retry = null) => Get<ScheduleTask>().HandleAsync(
        new NewTask
        {
            Timestamp = Clock.GetUtcNow() + delay,
            Target = new TaskTarget(FakeTarget.Name, """{"type":"fake"}"""),
            Timeout = timeout ?? TimeSpan.FromSeconds(30),
            Retry = retry ?? RetryPolicy.Default,
        },
        default);

    /// <summary>Waits for what the host does on its own threads; the clock stands still meanwhile.</summary>
    public async Task<ScheduledTask> ExpectAsync(string id, TaskStatus status)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var task = await Tasks.FindAsync(id, patience.Token);
            if (task?.Status == status)
            {
                return task;
            }

            Assert.False(patience.IsCancellationRequested, $"Task {id} is {task?.Status}, not {status}.");
            await Task.Yield();
        }
    }

    /// <summary>Stops the host as SIGTERM does.</summary>
    public Task StopAsync() => app.StopAsync();

    public ValueTask DisposeAsync()
    {
        http?.Dispose();
        return app.DisposeAsync();
    }
}
