using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TasksService.Embedded.Tests;

/// <summary>A web server that takes every request and keeps its headers.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Channel<Dictionary<string, string>> calls = Channel.CreateUnbounded<Dictionary<string, string>>();

    private Receiver(WebApplication app) => this.app = app;

    public string Url => app.Urls.Single();

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver.app.Run(context =>
        {
            receiver.calls.Writer.TryWrite(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
            return Task.CompletedTask;
        });
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>Waits for the next request.</summary>
    public async Task<Dictionary<string, string>> CalledAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await calls.Reader.ReadAsync(patience.Token);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
