using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace TasksService.Compat.Tests.Aws;

/// <summary>Answers what it was told to, in order, and keeps what it was asked.</summary>
public sealed class StubService : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<StubAnswer> answers = new();
    private readonly List<RecordedRequest> requests = [];

    private StubService(WebApplication app)
    {
        this.app = app;
        app.Run(AnswerAsync);
    }

    public string Url => app.Urls.Single();

    public IReadOnlyList<RecordedRequest> Requests => requests;

    public static async Task<StubService> StartAsync(params StubAnswer[] answers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();

        var service = new StubService(builder.Build());
        foreach (var answer in answers)
        {
            service.answers.Enqueue(answer);
        }

        await service.app.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        requests.Add(new RecordedRequest(
            http.Request.Method,
            http.Features.Get<IHttpRequestFeature>()!.RawTarget,
            http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray()));

        Assert.True(answers.TryDequeue(out var answer), "One request too many.");
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = "application/x-amz-json-1.0";
        http.Response.Headers["x-amzn-RequestId"] = "request-1";
        foreach (var (name, value) in answer.Headers)
        {
            http.Response.Headers[name] = value;
        }

        await http.Response.WriteAsync(answer.Body);
    }
}
