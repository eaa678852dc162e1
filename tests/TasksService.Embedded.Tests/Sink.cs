using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TasksService.Embedded.Tests;

/// <summary>Receives webhooks.</summary>
internal sealed class Sink : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<string> deliveries = new();
    private readonly SemaphoreSlim arrived = new(0);

    private Sink(WebApplication app) => this.app = app;

    public string Url => $"{app.Urls.First()}/hit";

    /// <summary>The webhook-id of each delivery, in the order of their arrival.</summary>
    public IReadOnlyCollection<string> Deliveries => deliveries;

    public static async Task<Sink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0", "--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var sink = new Sink(app);
        app.Run(sink.ReceiveAsync);
        await app.StartAsync();
        return sink;
    }

    public async Task ReceivedAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.True(await arrived.WaitAsync(TimeSpan.FromSeconds(30)), $"Only {i} of {count} deliveries came.");
        }
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private Task ReceiveAsync(HttpContext context)
    {
        deliveries.Enqueue(context.Request.Headers["webhook-id"].ToString());
        arrived.Release();
        return Task.CompletedTask;
    }
}
