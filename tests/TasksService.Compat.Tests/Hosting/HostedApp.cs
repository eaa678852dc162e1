using System.Text;
using System.Text.Json.Nodes;
using Amazon.Lambda.Serialization.SystemTextJson;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TasksService.Testing.Lambda;

namespace TasksService.Compat.Tests.Hosting;

/// <summary>An app on the stand-in, behind a Runtime API; what it saw is its answer.</summary>
public sealed class HostedApp : IAsyncDisposable
{
    private readonly RuntimeApiServer runtime;
    private readonly WebApplication app;
    private readonly ProcessEnvironment environment;

    private HostedApp(RuntimeApiServer runtime, WebApplication app, ProcessEnvironment environment)
    {
        this.runtime = runtime;
        this.app = app;
        this.environment = environment;
    }

    public static async Task<HostedApp> StartAsync(LambdaEventSource source)
    {
        var runtime = await RuntimeApiServer.StartAsync();
        var environment = new ProcessEnvironment(runtime.EnvironmentOf("api"));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.Services.AddRouting();
        _ = source == LambdaEventSource.RestApi
            ? builder.Services.AddAWSLambdaHosting(source, new SourceGeneratorLambdaJsonSerializer<RestApiJson>())
            : builder.Services.AddAWSLambdaHosting(source, new SourceGeneratorLambdaJsonSerializer<HttpApiJson>());

        var app = builder.Build();
        app.UseRouting();
        app.MapGet("/seen/{**rest}", See);
        app.MapGet("/segment/{one}", (string one) => one);
        app.MapPost("/echo", async (HttpRequest request) =>
        {
            var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            return Results.Bytes(body.ToArray(), request.ContentType);
        });
        app.MapGet("/cookies", (HttpResponse response) =>
        {
            response.Cookies.Append("a", "1");
            response.Cookies.Append("b", "2");
            response.Headers.Append("X-Many", "one");
            response.Headers.Append("X-Many", "two");
            return Results.Text("ok");
        });
        app.MapGet("/wait", async (HttpContext http) =>
        {
            var aborted = new TaskCompletionSource();
            using var registration = http.RequestAborted.Register(aborted.SetResult);
            await aborted.Task;
            return Results.StatusCode(504);
        });
        app.MapGet("/throw", (HttpContext _) => throw new InvalidOperationException("Not today."));
        app.MapDelete("/nothing", () => Results.NoContent());
        await app.StartAsync();
        return new HostedApp(runtime, app, environment);
    }

    /// <returns>The answer's members: <c>statusCode</c>, <c>body</c> and so on.</returns>
    public async Task<JsonNode> InvokeAsync(string payload, TimeSpan? timeout = null)
    {
        var result = await runtime.InvokeAsync(payload, timeout);
        Assert.Null(result.Error);
        return JsonNode.Parse(result.Payload!)!;
    }

    public async Task<JsonNode> SeenAsync(string payload) => JsonNode.Parse((string)(await InvokeAsync(payload))["body"]!)!;

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await runtime.DisposeAsync();
        environment.Dispose();
    }

    private static IResult See(HttpContext http)
    {
        var request = http.Request;
        var seen = new JsonObject
        {
            ["method"] = request.Method,
            ["url"] = $"{request.Scheme}://{request.Host}",
            ["pathBase"] = request.PathBase.Value,
            ["path"] = request.Path.Value,
            ["rawTarget"] = http.Features.Get<IHttpRequestFeature>()!.RawTarget,
            ["query"] = string.Join('|', request.Query.Select(pair => $"{pair.Key}={string.Join(',', pair.Value.ToArray())}")),
            ["cookies"] = string.Join('|', request.Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")),
            ["accept"] = string.Join('|', request.Headers.Accept.ToArray()),
            ["since"] = string.Join('|', request.Headers.IfModifiedSince.ToArray()),
            ["client"] = http.Connection.RemoteIpAddress?.ToString(),
            ["trace"] = http.TraceIdentifier,
            ["user"] = string.Join('|', http.User.Claims.Select(claim => $"{claim.Type}={claim.Value}")),
            ["authenticated"] = http.User.Identity!.IsAuthenticated,
        };
        return Results.Text(seen.ToJsonString(), "application/json", Encoding.UTF8);
    }
}
