using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TasksService.Targets;
using TasksService.Testing;

namespace TasksService.Api.Tests;

/// <summary>The API on a real socket, over a store in memory and a clock that stands still.</summary>
public sealed class ApiHost : IAsyncLifetime
{
    private WebApplication? app;

    public ManualClock Clock { get; } = new();

    public InMemoryTaskStore Store { get; } = new();

    public RecordingQueue Queue { get; } = new();

    public FakeTaskTokens Tokens { get; } = new();

    public HttpClient Http { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton<ITaskStore>(Store);
        builder.Services.AddSingleton<ITaskQueue>(Queue);
        builder.Services.AddSingleton<ITaskTokens>(Tokens);
        builder.Services.AddTasksService().UseHttpTarget().UseActivityTarget();
        builder.Services.AddTasksApi();
        app = builder.Build();
        app.UsePathBase("/stage");
        app.UseRouting();
        app.UseTasksApi();
        await app.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await app!.DisposeAsync();
    }

    public Task<HttpResponseMessage> PostAsync(string body, string path = "/tasks", string? contentType = "application/json") =>
        PostAsync(Encoding.UTF8.GetBytes(body), path, contentType);

    public async Task<HttpResponseMessage> PostAsync(byte[] body, string path = "/tasks", string? contentType = "application/json")
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        return await Http.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    public static async Task<JsonElement> JsonOfAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
}
