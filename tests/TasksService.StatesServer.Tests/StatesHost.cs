using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TasksService.StatesServer.Tests;

/// <summary>A states server on a socket and a SQLite file of its own; it can be restarted on the same file.</summary>
public sealed class StatesHost : IAsyncDisposable
{
    public const string Role = "arn:aws:iam::000000000000:role/test";

    private readonly string _directory = Directory.CreateTempSubdirectory("states-tests-").FullName;
    private readonly TimeProvider _clock;
    private readonly Action<StatesServerBuilder>? _register;
    private readonly Action<StatesServerOptions>? _configure;
    private WebApplication? _app;

    private StatesHost(TimeProvider clock, Action<StatesServerBuilder>? register, Action<StatesServerOptions>? configure)
    {
        _clock = clock;
        _register = register;
        _configure = configure;
    }

    public HttpClient Http { get; private set; } = new();

    public StatesEngine Engine => _app!.Services.GetRequiredService<StatesEngine>();

    public static async Task<StatesHost> StartAsync(TimeProvider? clock = null, Action<StatesServerBuilder>? register = null, Action<StatesServerOptions>? configure = null)
    {
        var host = new StatesHost(clock ?? TimeProvider.System, register, configure);
        await host.StartAppAsync();
        return host;
    }

    /// <param name="polls">Requests that are open when the server stops; they must be answered before their connections are closed.</param>
    public async Task RestartAsync(Action? whileStopped = null, Task? polls = null)
    {
        await StopAppAsync(polls);
        whileStopped?.Invoke();
        await StartAppAsync();
    }

    /// <summary>Makes the stored state of an execution one that cannot be read; while the server is stopped.</summary>
    public void Damage(string executionName)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_directory, "states.db")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"update executions set state = '{{}}' where name = '{executionName}'";
        command.ExecuteNonQuery();
    }

    /// <summary>Calls an operation that must succeed.</summary>
    public async Task<JsonObject> CallAsync(string operation, JsonObject request)
    {
        var (status, answer) = await TryCallAsync(operation, request);
        Assert.True(status == 200, $"{operation}: {status} {answer}");
        return answer;
    }

    /// <returns>The error's name.</returns>
    public async Task<string> RefusedAsync(string operation, JsonObject request)
    {
        var (status, answer) = await TryCallAsync(operation, request);
        Assert.True(status == 400, $"{operation}: {status} {answer}");
        return answer["__type"]!.GetValue<string>().Split('#')[^1];
    }

    public async Task<(int Status, JsonObject Answer)> TryCallAsync(string operation, JsonObject request, CancellationToken cancellationToken = default)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(request.ToJsonString(), Encoding.UTF8) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        message.Headers.Add("X-Amz-Target", "AWSStepFunctions." + operation);
        using var response = await Http.SendAsync(message, cancellationToken);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!.AsObject());
    }

    public async Task<string> CreateAsync(string definition, string name = "machine", string type = "STANDARD") =>
        (await CallAsync("CreateStateMachine", new() { ["name"] = name, ["definition"] = definition, ["roleArn"] = Role, ["type"] = type }))["stateMachineArn"]!.GetValue<string>();

    public async Task<string> StartAsync(string machineArn, string input = "{}", string? name = null)
    {
        var request = new JsonObject { ["stateMachineArn"] = machineArn, ["input"] = input };
        if (name is not null)
        {
            request["name"] = name;
        }

        return (await CallAsync("StartExecution", request))["executionArn"]!.GetValue<string>();
    }

    /// <summary>The execution as described once it has ended.</summary>
    public async Task<JsonObject> EndAsync(string executionArn)
    {
        await Engine.WhenEndedAsync(executionArn).WaitAsync(TimeSpan.FromSeconds(30));
        return await DescribeAsync(executionArn);
    }

    public Task<JsonObject> DescribeAsync(string executionArn) => CallAsync("DescribeExecution", new() { ["executionArn"] = executionArn });

    public async Task<JsonObject> RunAsync(string definition, string input = "{}") => await EndAsync(await StartAsync(await CreateAsync(definition), input));

    public async Task<string[]> EventTypesAsync(string executionArn) =>
        [.. (await CallAsync("GetExecutionHistory", new() { ["executionArn"] = executionArn }))["events"]!.AsArray().Select(each => each!["type"]!.GetValue<string>())];

    public async ValueTask DisposeAsync()
    {
        await StopAppAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task StartAppAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = _directory });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(_clock);
        var server = builder.Services.AddStatesServer(options =>
        {
            options.DatabasePath = Path.Combine(_directory, "states.db");
            _configure?.Invoke(options);
        });
        _register?.Invoke(server);
        _app = builder.Build();
        _app.MapStepFunctions();
        await _app.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()), Timeout = TimeSpan.FromSeconds(100) };
    }

    private async Task StopAppAsync(Task? polls = null)
    {
        var stopped = _app!.StopAsync();
        await (polls ?? Task.CompletedTask);
        Http.Dispose();
        await stopped;
        await _app.DisposeAsync();
    }
}
