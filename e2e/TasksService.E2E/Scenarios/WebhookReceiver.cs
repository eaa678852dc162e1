using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TasksService.E2E.Scenarios;

/// <summary>What a task's <c>http</c> target calls: keeps every request and answers 200, or what it was told to answer first.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Delivery> deliveries = new();
    private readonly ConcurrentQueue<int> answers;

    private WebhookReceiver(WebApplication app, TimeProvider clock, IEnumerable<int> answers)
    {
        this.app = app;
        this.answers = new ConcurrentQueue<int>(answers);
        app.Run(async http =>
        {
            var arrivedAt = clock.GetUtcNow();
            using var reader = new StreamReader(http.Request.Body);
            var body = await reader.ReadToEndAsync(http.RequestAborted);
            var headers = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            deliveries.Enqueue(new Delivery(arrivedAt, http.Request.Method, headers, body));
            http.Response.StatusCode = this.answers.TryDequeue(out var status) ? status : StatusCodes.Status200OK;
        });
    }

    public string Url => new Uri(new Uri(app.Urls.Single()), "hook").ToString();

    public IReadOnlyList<Delivery> Deliveries => [.. deliveries];

    /// <summary>Listens on a free port of this machine.</summary>
    /// <param name="clock">The clock that arrivals are read from: the one the host runs on.</param>
    /// <param name="firstAnswers">The statuses of the first answers; 200 from then on.</param>
    public static async Task<WebhookReceiver> StartAsync(TimeProvider clock, params int[] firstAnswers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var receiver = new WebhookReceiver(app, clock, firstAnswers);
        await app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
