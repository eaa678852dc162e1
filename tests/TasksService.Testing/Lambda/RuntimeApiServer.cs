using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TasksService.Testing.Lambda;

/// <summary>The Lambda Runtime API in process: hands out invocations and takes their answers (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html).</summary>
public sealed class RuntimeApiServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Channel<Invocation> waiting = Channel.CreateUnbounded<Invocation>();
    private readonly ConcurrentDictionary<string, Invocation> running = new();
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<InvocationError> initError = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RuntimeApiServer(WebApplication app)
    {
        this.app = app;
        app.MapGet("/2018-06-01/runtime/invocation/next", NextAsync);
        app.MapPost("/2018-06-01/runtime/invocation/{id}/response", RespondAsync);
        app.MapPost("/2018-06-01/runtime/invocation/{id}/error", FailAsync);
        app.MapPost("/2018-06-01/runtime/init/error", InitErrorAsync);
    }

    /// <summary>Host and port, as <c>AWS_LAMBDA_RUNTIME_API</c> has them.</summary>
    public string Endpoint { get; private set; } = "";

    /// <summary>Ends when the function asks for an invocation for the first time: its initialisation is over.</summary>
    public Task FirstAsked => asked.Task;

    /// <summary>Ends when the function reports that its initialisation failed.</summary>
    public Task<InvocationError> InitError => initError.Task;

    public static async Task<RuntimeApiServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.Services.AddRouting();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");

        var server = new RuntimeApiServer(builder.Build());
        await server.app.StartAsync();
        server.Endpoint = new Uri(server.app.Urls.Single()).Authority;
        return server;
    }

    /// <summary>The environment of a function that is to take its invocations here.</summary>
    public Dictionary<string, string> EnvironmentOf(string functionName) => new()
    {
        ["AWS_LAMBDA_RUNTIME_API"] = Endpoint,
        ["AWS_LAMBDA_FUNCTION_NAME"] = functionName,
        ["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST",
        ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = "512",
        ["AWS_LAMBDA_LOG_GROUP_NAME"] = $"/aws/lambda/{functionName}",
        ["AWS_LAMBDA_LOG_STREAM_NAME"] = "stream",
        ["AWS_REGION"] = "eu-west-1",
        ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE",
        ["AWS_SECRET_ACCESS_KEY"] = "secret",
        ["AWS_SESSION_TOKEN"] = "token",
    };

    /// <param name="payload">The event as JSON.</param>
    /// <param name="timeout">How far off the function is told its deadline is; 30 seconds if not given. Nothing happens when it is over.</param>
    /// <param name="cancellationToken">Stops waiting; the invocation is not taken back.</param>
    public async Task<InvocationResult> InvokeAsync(string payload, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var invocation = new Invocation(Guid.NewGuid().ToString(), payload, timeout ?? TimeSpan.FromSeconds(30));
        running[invocation.RequestId] = invocation;
        await waiting.Writer.WriteAsync(invocation, cancellationToken);
        return await invocation.Result.Task.WaitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task NextAsync(HttpContext http)
    {
        asked.TrySetResult();

        Invocation invocation;
        try
        {
            invocation = await waiting.Reader.ReadAsync(http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        var deadline = DateTimeOffset.UtcNow + invocation.Timeout;
        http.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = invocation.RequestId;
        http.Response.Headers["Lambda-Runtime-Deadline-Ms"] = deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:eu-west-1:123456789012:function:test";
        http.Response.Headers["Lambda-Runtime-Trace-Id"] = $"Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent={invocation.RequestId[..8]};Sampled=1";
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(invocation.Payload);
    }

    private async Task RespondAsync(HttpContext http)
    {
        var payload = await new StreamReader(http.Request.Body).ReadToEndAsync();
        End(http, id => new InvocationResult(id, payload, null));
    }

    private async Task FailAsync(HttpContext http)
    {
        var error = await ErrorAsync(http);
        End(http, id => new InvocationResult(id, null, error));
    }

    private async Task InitErrorAsync(HttpContext http)
    {
        initError.TrySetResult(await ErrorAsync(http));
        http.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private static async Task<InvocationError> ErrorAsync(HttpContext http) => new(
        http.Request.Headers["Lambda-Runtime-Function-Error-Type"].ToString(),
        await new StreamReader(http.Request.Body).ReadToEndAsync());

    private void End(HttpContext http, Func<string, InvocationResult> result)
    {
        var id = (string)http.GetRouteValue("id")!;
        if (running.TryRemove(id, out var invocation))
        {
            invocation.Result.TrySetResult(result(id));
            http.Response.StatusCode = StatusCodes.Status202Accepted;
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
    }

    private sealed record Invocation(string RequestId, string Payload, TimeSpan Timeout)
    {
        public TaskCompletionSource<InvocationResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
