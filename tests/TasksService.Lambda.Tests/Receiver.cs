using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace TasksService.Lambda.Tests;

/// <summary>What the tasks of a test call over HTTP.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private WebApplication? app;

    public ConcurrentQueue<(string Id, DateTimeOffset At)> Calls { get; } = [];

    public string Url => app!.Urls.Single();

    public async Task StartAsync() => app = await LocalServer.StartAsync(_ => { }, app => app.MapPost("/", Receive));

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }
    }

    private string Receive(HttpContext http)
    {
        Calls.Enqueue((http.Request.Headers["webhook-id"].ToString(), DateTimeOffset.UtcNow));
        return "thanks";
    }
}
