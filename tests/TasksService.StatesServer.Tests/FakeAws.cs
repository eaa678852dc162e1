using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TasksService.StatesServer.Tests;

/// <summary>A Lambda and SQS endpoint on a socket: functions answer as told, messages are kept.</summary>
public sealed class FakeAws : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeAws(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    /// <summary>By function: status, answer, and the function's error if it has one.</summary>
    public ConcurrentDictionary<string, Func<string, (int Status, string Body, string? FunctionError)>> Functions { get; } = new();

    public BlockingCollection<JsonObject> Messages { get; } = [];

    public static async Task<FakeAws> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = Path.GetTempPath(), Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var fake = new FakeAws(app);
        app.MapPost("/2015-03-31/functions/{name}/invocations", fake.InvokeAsync);
        app.MapPost("/", fake.SendAsync);
        await app.StartAsync();
        return fake;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Messages.Dispose();
    }

    private async Task InvokeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var input = await reader.ReadToEndAsync();
        var name = Uri.UnescapeDataString((string)http.Request.RouteValues["name"]!).Split(":function:")[^1];
        if (!Functions.TryGetValue(name, out var function))
        {
            http.Response.Headers["x-amzn-errortype"] = "ResourceNotFoundException";
            http.Response.StatusCode = 404;
            await http.Response.WriteAsync($$"""{"Message": "Function not found: {{name}}", "Type": "User"}""");
            return;
        }

        var (status, body, error) = function(input);
        http.Response.StatusCode = status;
        http.Response.Headers["X-Amz-Executed-Version"] = "$LATEST";
        if (status >= 400)
        {
            http.Response.Headers["x-amzn-errortype"] = error;
        }
        else if (error is not null)
        {
            http.Response.Headers["X-Amz-Function-Error"] = error;
        }

        await http.Response.WriteAsync(body);
    }

    private async Task SendAsync(HttpContext http)
    {
        var request = (await JsonNode.ParseAsync(http.Request.Body))!.AsObject();
        if (http.Request.Headers["X-Amz-Target"] != "AmazonSQS.SendMessage" || request["QueueUrl"]!.GetValue<string>().EndsWith("/none", StringComparison.Ordinal))
        {
            http.Response.StatusCode = 400;
            await http.Response.WriteAsync("""{"__type": "com.amazonaws.sqs#QueueDoesNotExist", "message": "The specified queue does not exist."}""");
            return;
        }

        Messages.Add(request);
        http.Response.ContentType = "application/x-amz-json-1.0";
#pragma warning disable CA5351 // SQS's own checksum of a message's body.
        var md5 = Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(Encoding.UTF8.GetBytes(request["MessageBody"]!.GetValue<string>())));
#pragma warning restore CA5351
        await http.Response.WriteAsync($$"""{"MessageId": "{{Guid.NewGuid()}}", "MD5OfMessageBody": "{{md5}}"}""");
    }
}
