using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TasksService.Testing;

/// <summary>The wire of Step Functions' activities and of Lambda's Invoke: hands out the tasks offered to it, notes what it is called with, fails on demand.</summary>
internal sealed class AwsStub : IAsyncDisposable
{
    private readonly Channel<(string Token, string Input)> tasks = Channel.CreateUnbounded<(string, string)>();
    private readonly Channel<AwsCall> polls = Channel.CreateUnbounded<AwsCall>();
    private readonly Channel<AwsCall> calls = Channel.CreateUnbounded<AwsCall>();
    private readonly Dictionary<string, Queue<(HttpStatusCode Status, string Error)>> failures = [];
    private readonly WebApplication app;
    private TaskCompletionSource pollsEnd = new();

    private AwsStub()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/", StepFunctionsAsync);
        app.MapPost("/work", WorkAsync);
        app.MapPost("/2015-03-31/functions/{name}/invocations", InvokeAsync);
    }

    /// <summary>How an HTTP worker at <c>/work</c> answers.</summary>
    public Func<Task<(HttpStatusCode Status, string Body)>> Work { get; set; } = () => Task.FromResult((HttpStatusCode.OK, "{}"));

    public string Url => app.Urls.Single();

    public static async Task<AwsStub> StartAsync()
    {
        var stub = new AwsStub();
        await stub.app.StartAsync();
        return stub;
    }

    public void Offer(string token, string input = "{}") => tasks.Writer.TryWrite((token, input));

    /// <summary>As after a minute without a task: every open poll gets its empty answer.</summary>
    public void EndPolls() => Interlocked.Exchange(ref pollsEnd, new()).SetResult();

    /// <summary>The same for those that still come: none is held open any more.</summary>
    public void EndAllPolls() => pollsEnd.TrySetResult();

    public void Fail(string operation, HttpStatusCode status, string error, int times = 1)
    {
        lock (failures)
        {
            var queue = failures.TryGetValue(operation, out var known) ? known : failures[operation] = new();
            for (var i = 0; i < times; i++)
            {
                queue.Enqueue((status, error));
            }
        }
    }

    /// <summary>The next poll that has come in.</summary>
    public async Task<AwsCall> PollAsync() => await polls.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

    /// <summary>The next call that is no poll.</summary>
    public async Task<AwsCall> CallAsync() => await calls.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

    /// <summary>Whether a call is there that nobody has asked for.</summary>
    public bool HasCall => calls.Reader.Count > 0;

    public int WaitingTasks => tasks.Reader.Count;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task StepFunctionsAsync(HttpContext http)
    {
        var operation = http.Request.Headers["X-Amz-Target"].ToString().Split('.')[1];
        var body = (JsonObject)(await JsonNode.ParseAsync(http.Request.Body))!;
        var ends = pollsEnd.Task;
        (operation == "GetActivityTask" ? polls : calls).Writer.TryWrite(new AwsCall(operation, body));

        if (NextFailure(operation) is { } failure)
        {
            await FailAsync(http, failure);
            return;
        }

        var answer = operation == "GetActivityTask" ? await NextTaskAsync(ends, http.RequestAborted) : [];
        http.Response.ContentType = "application/x-amz-json-1.0";
        await http.Response.WriteAsync(answer.ToJsonString());
    }

    private async Task<JsonObject> NextTaskAsync(Task ends, CancellationToken aborted)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        var next = tasks.Reader.WaitToReadAsync(over.Token).AsTask();
        while (await Task.WhenAny(next, ends) == next)
        {
            await next;
            if (tasks.Reader.TryRead(out var task))
            {
                return new() { ["taskToken"] = task.Token, ["input"] = task.Input };
            }

            next = tasks.Reader.WaitToReadAsync(over.Token).AsTask();
        }

        await over.CancelAsync();
        return new() { ["taskToken"] = null };
    }

    private async Task InvokeAsync(HttpContext http, string name)
    {
        var type = http.Request.Headers["X-Amz-Invocation-Type"].ToString();
        using var reader = new StreamReader(http.Request.Body);
        var text = await reader.ReadToEndAsync();
        calls.Writer.TryWrite(new AwsCall($"{type} {name}", text.Length == 0 ? [] : (JsonObject)JsonNode.Parse(text)!));

        if (NextFailure(type) is { } failure)
        {
            await FailAsync(http, failure);
            return;
        }

        http.Response.StatusCode = type == "DryRun" ? 204 : 202;
    }

    private async Task WorkAsync(HttpContext http)
    {
        calls.Writer.TryWrite(new AwsCall("Work", (JsonObject)(await JsonNode.ParseAsync(http.Request.Body))!));
        var (status, body) = await Work();
        http.Response.StatusCode = (int)status;
        await http.Response.WriteAsync(body);
    }

    private (HttpStatusCode Status, string Error)? NextFailure(string operation)
    {
        lock (failures)
        {
            return failures.TryGetValue(operation, out var queue) && queue.TryDequeue(out var failure) ? failure : null;
        }
    }

    private static async Task FailAsync(HttpContext http, (HttpStatusCode Status, string Error) failure)
    {
        http.Response.StatusCode = (int)failure.Status;
        http.Response.Headers["x-amzn-ErrorType"] = failure.Error;
        http.Response.ContentType = "application/x-amz-json-1.0";
        await http.Response.WriteAsync(JsonSerializer.Serialize(new { __type = failure.Error, message = $"{failure.Error} says the stub." }));
    }
}
