using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TasksService.Testing;

namespace TasksService.Targets.Tests;

/// <summary>A web server on a real socket that answers as the test says, and the target that calls it.</summary>
public sealed class Receiver : IAsyncLifetime
{
    private readonly Channel<Received> received = Channel.CreateUnbounded<Received>();
    private readonly ServiceProvider services;
    private WebApplication? app;

    public Receiver()
    {
        var collection = new ServiceCollection();
        collection.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        collection.AddSingleton<TimeProvider>(Clock);
        collection.AddTasksService().UseHttpTarget();
        services = collection.BuildServiceProvider();
        Target = services.GetServices<ITarget>().Single();
    }

    public ManualClock Clock { get; } = new();

    public ITarget Target { get; }

    public Uri Url { get; private set; } = null!;

    /// <summary>What the next calls are answered with; 200 and nothing else at first.</summary>
    public RequestDelegate Answer { get; set; } = _ => Task.CompletedTask;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            var body = await reader.ReadToEndAsync();
            received.Writer.TryWrite(new(
                context.Request.Method, context.Request.Path + context.Request.QueryString, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body));
            await Answer(context);
        });
        await app.StartAsync();
        Url = new Uri(app.Urls.Single());
    }

    public async Task DisposeAsync()
    {
        await app!.DisposeAsync();
        await services.DisposeAsync();
    }

    /// <param name="members">Further members of the target, beginning with a comma.</param>
    public Task<TargetOutcome> CallAsync(string members = "", string? url = null, int attempts = 0, CancellationToken cancellationToken = default) => Target.CallAsync(
        new TargetCall(
            new ScheduledTask
            {
                Id = "0195f0a8-0000-7000-8000-000000000000",
                Timestamp = Clock.GetUtcNow(),
                CreatedAt = Clock.GetUtcNow(),
                LastUpdatedAt = Clock.GetUtcNow(),
                Attempts = attempts,
                Target = new TaskTarget("http", $$"""{"type":"http","url":"{{url ?? new Uri(Url, "/hook?a=1").AbsoluteUri}}"{{members}}}"""),
            },
            Clock.GetUtcNow()),
        cancellationToken);

    /// <summary>The next request that arrived.</summary>
    public async Task<Received> ReceivedAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await received.Reader.ReadAsync(patience.Token);
    }

    public int Waiting => received.Reader.Count;
}
