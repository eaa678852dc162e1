using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using TasksService.Testing.Lambda;

namespace TasksService.Lambda.Tests;

/// <summary>The Invoke operation of the Lambda API, for the functions of a test (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html).</summary>
public sealed class LambdaEndpoint : IAsyncDisposable
{
    private readonly Dictionary<string, Func<string, Task<InvocationResult>>> functions = [];
    private WebApplication? app;

    public string Url => app!.Urls.Single();

    public async Task StartAsync() =>
        app = await LocalServer.StartAsync(_ => { }, app => app.MapPost("/2015-03-31/functions/{name}/invocations", InvokeAsync));

    /// <param name="name">The function's name, as in its ARN.</param>
    public void Add(string name, Func<string, Task<InvocationResult>> invoke) => functions[name] = invoke;

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }
    }

    private async Task InvokeAsync(HttpContext http, string name)
    {
        using var reader = new StreamReader(http.Request.Body);
        var result = await functions[Uri.UnescapeDataString(name).Split(':')[^1]](await reader.ReadToEndAsync());
        if (result.Error is { } error)
        {
            http.Response.Headers["X-Amz-Function-Error"] = "Unhandled";
            await http.Response.WriteAsync(error.Json);
        }
        else
        {
            await http.Response.WriteAsync(result.Payload!.Length > 0 ? result.Payload : "null");
        }
    }
}
