using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using TasksService.Testing;

namespace TasksService.Embedded.Tests;

/// <summary>Tasks that are completed by callback or by a worker that polls, on the whole host.</summary>
public sealed class AnsweredLaterTests : IDisposable
{
    private const string ActivityArn = "arn:aws:states:us-east-1:000000000000:activity:tasksActivity-local";

    private readonly string data = Directory.CreateTempSubdirectory("answered-later-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task A_callback_is_in_progress_until_its_token_is_answered_over_HTTP()
    {
        await using var host = await RunningHost.StartAsync(data);
        var id = await CreateAsync(host, new { seconds = 0, completion = "callback", target = new { type = "fake" } });
        var token = (await host.Target.CalledAsync()).TaskToken!;
        await host.ExpectAsync(id, TaskStatus.InProgress);

        Assert.Equal(HttpStatusCode.NoContent, await AnswerAsync(host, token, "success", """{"pizza":"ready"}"""));

        Assert.Equal("""{"pizza":"ready"}""", (await host.ExpectAsync(id, TaskStatus.Completed)).Output);
        Assert.Equal(HttpStatusCode.Gone, await AnswerAsync(host, token, "success", "1"));
    }

    [Fact]
    public async Task A_callback_is_answered_over_the_Step_Functions_API_as_well()
    {
        await using var host = await RunningHost.StartAsync(data);
        var id = await CreateAsync(host, new { seconds = 0, completion = "callback", target = new { type = "fake" } });
        var token = (await host.Target.CalledAsync()).TaskToken!;

        await StatesAsync(host, "SendTaskSuccess", new { taskToken = token, output = "7" });

        Assert.Equal("7", (await host.ExpectAsync(id, TaskStatus.Completed)).Output);
    }

    [Fact]
    public async Task A_failure_for_the_token_fails_the_task_with_its_error_and_cause_and_is_not_retried()
    {
        await using var host = await RunningHost.StartAsync(data);
        var id = await CreateAsync(host, new { seconds = 0, completion = "callback", target = new { type = "fake" } });
        var token = (await host.Target.CalledAsync()).TaskToken!;

        await AnswerAsync(host, token, "failure", """{"error":"OvenBroken","cause":"no fire"}""");

        var failed = await host.ExpectAsync(id, TaskStatus.Failed);
        Assert.Equal(("OvenBroken", "no fire"), (failed.Error, failed.Cause));
        Assert.Equal(0, host.Target.Calls);
    }

    [Fact]
    public async Task A_heartbeat_through_the_delivered_URL_shows_in_the_record_and_a_missed_one_fails_the_task()
    {
        await using var host = await RunningHost.StartAsync(data);
        var id = await CreateAsync(host, new { seconds = 0, completion = "callback", timeoutSeconds = 600, heartbeatSeconds = 30, target = new { type = "fake" } });
        var token = (await host.Target.CalledAsync()).TaskToken!;

        host.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(HttpStatusCode.NoContent, await AnswerAsync(host, token, $"heartbeat?task={id}&revision=1", ""));
        Assert.Equal(host.Clock.GetUtcNow(), (await host.ExpectAsync(id, TaskStatus.InProgress)).LastHeartbeatAt);

        host.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(TaskStatus.InProgress, (await host.Tasks.FindAsync(id, default))!.Status);
        host.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("States.Timeout", (await host.ExpectAsync(id, TaskStatus.Failed)).Error);
    }

    [Fact]
    public async Task A_callback_that_never_comes_fails_with_a_timeout()
    {
        await using var host = await RunningHost.StartAsync(data);
        var id = await CreateAsync(host, new { seconds = 0, completion = "callback", timeoutSeconds = 90, target = new { type = "fake" } });
        await host.Target.CalledAsync();

        host.Clock.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal("States.Timeout", (await host.ExpectAsync(id, TaskStatus.Failed)).Error);
    }

    [Fact]
    public async Task A_delivery_that_fails_is_made_again_under_the_next_revision_with_a_token_of_its_own()
    {
        await using var host = await RunningHost.StartAsync(data);
        host.Target.Answer = (call, _) => Task.FromResult<TargetOutcome>(
            call.Task.Attempts < 1 ? new TargetOutcome.Failed("Http.503", "busy", IsRetryable: true) : new TargetOutcome.Succeeded(null));
        var id = await CreateAsync(host, new { seconds = 0, completion = "callback", target = new { type = "fake" } });
        var first = await host.Target.CalledAsync();
        await UntilAsync(async () => (await host.Tasks.FindAsync(id, default)) is { Revision: 2, Status: TaskStatus.InProgress });

        host.Clock.Advance(TimeSpan.FromSeconds(5));
        await UntilAsync(() =>
        {
            // A timer that is set only now, for a time that has come, fires at the next step of the clock, however small.
            host.Clock.Advance(TimeSpan.Zero);
            return Task.FromResult(host.Target.Calls > 0);
        });
        var second = await host.Target.CalledAsync();
        await AnswerAsync(host, second.TaskToken!, "success", "1");

        await host.ExpectAsync(id, TaskStatus.Completed);
        Assert.NotEqual(first.TaskToken, second.TaskToken);
        Assert.Equal(HttpStatusCode.Gone, await AnswerAsync(host, first.TaskToken!, "success", "2"));
    }

    [Fact]
    public async Task A_token_that_was_out_when_the_host_stopped_can_be_answered_after_its_restart()
    {
        var clock = new ManualClock();
        string id, token;
        await using (var host = await RunningHost.StartAsync(data, clock))
        {
            id = await CreateAsync(host, new { seconds = 0, completion = "callback", target = new { type = "fake" } });
            token = (await host.Target.CalledAsync()).TaskToken!;
            await host.StopAsync();
        }

        await using var next = await RunningHost.StartAsync(data, clock);
        Assert.Equal(HttpStatusCode.NoContent, await AnswerAsync(next, token, "success", "1"));

        await next.ExpectAsync(id, TaskStatus.Completed);
    }

    [Fact]
    public async Task An_execution_that_a_killed_host_did_not_live_to_start_is_started_by_the_next()
    {
        var clock = new ManualClock();
        string id;
        await using (var host = await RunningHost.StartAsync(data, clock))
        {
            id = await CreateAsync(host, new { hours = 1, completion = "callback", target = new { type = "fake" } });
            await host.Tasks.TryStartAsync(id, 1, clock.GetUtcNow(), clock.GetUtcNow(), default);
        }

        clock.Advance(TimeSpan.FromHours(1));
        await using var next = await RunningHost.StartAsync(data, clock);

        Assert.Equal(id, (await next.Target.CalledAsync()).Task.Id);
    }

    [Fact]
    public async Task A_worker_polls_an_activity_task_when_it_is_due_and_its_answer_is_the_output()
    {
        await using var host = await RunningHost.StartAsync(data);
        var id = await CreateAsync(host, new { seconds = 0, target = new { type = "activity", input = new { video = 7 } } });

        var work = await StatesAsync(host, "GetActivityTask", new { activityArn = ActivityArn, workerName = "worker" });
        Assert.Equal("""{"video":7}""", work.GetProperty("input").GetString());
        await StatesAsync(host, "SendTaskSuccess", new { taskToken = work.GetProperty("taskToken").GetString(), output = """{"safe":true}""" });

        Assert.Equal("""{"safe":true}""", (await host.ExpectAsync(id, TaskStatus.Completed)).Output);
    }

    [Fact]
    public async Task An_activity_that_nobody_polls_fails_with_a_timeout()
    {
        await using var host = await RunningHost.StartAsync(data);
        var id = await CreateAsync(host, new { seconds = 0, timeoutSeconds = 60, heartbeatSeconds = 20, target = new { type = "activity" } });
        await UntilAsync(() => Task.FromResult(host.Clock.NextTimer is not null));
        await host.ExpectAsync(id, TaskStatus.InProgress);

        await UntilAsync(async () =>
        {
            host.Clock.Advance(TimeSpan.FromSeconds(10));
            return (await host.Tasks.FindAsync(id, default))!.Status == TaskStatus.Failed;
        });

        Assert.Equal("States.Timeout", (await host.Tasks.FindAsync(id, default))!.Error);
    }

    [Fact]
    public async Task An_HTTP_receiver_gets_the_token_and_the_three_URLs_and_answers_at_them()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await RunningHost.StartAsync(data);
        var id = await CreateAsync(host, new { seconds = 0, completion = "callback", timeoutSeconds = 60, target = new { type = "http", url = receiver.Url } });

        var headers = await receiver.CalledAsync();
        using var anyone = new HttpClient();
        Assert.Equal(HttpStatusCode.NoContent, (await anyone.PostAsync(headers["Task-Heartbeat-Url"], null)).StatusCode);
        Assert.NotNull((await host.ExpectAsync(id, TaskStatus.InProgress)).LastHeartbeatAt);
        Assert.Equal(HttpStatusCode.NoContent, (await anyone.PostAsync(headers["Task-Success-Url"], JsonContent("""{"done":1}"""))).StatusCode);

        await host.ExpectAsync(id, TaskStatus.Completed);
        Assert.Equal(id, headers["webhook-id"]);
        Assert.NotEmpty(headers["Task-Token"]);
        Assert.Equal(HttpStatusCode.Gone, (await anyone.PostAsync(headers["Task-Failure-Url"], null)).StatusCode);
    }

    private static async Task<string> CreateAsync(RunningHost host, object task)
    {
        using var created = await host.Http.PostAsJsonAsync("/tasks", task);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        return (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static async Task<HttpStatusCode> AnswerAsync(RunningHost host, string token, string answer, string body)
    {
        using var response = await host.Http.PostAsync($"/callbacks/{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(token))}/{answer}", JsonContent(body));
        return response.StatusCode;
    }

    private static async Task<JsonElement> StatesAsync(RunningHost host, string operation, object request)
    {
        using var content = JsonContent(JsonSerializer.Serialize(request));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        content.Headers.Add("X-Amz-Target", $"AWSStepFunctions.{operation}");
        using var response = await host.Http.PostAsync("/", content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static StringContent JsonContent(string json) => new(json, Encoding.UTF8, "application/json");

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await condition())
        {
            Assert.False(patience.IsCancellationRequested, "It did not come to that.");
            await Task.Yield();
        }
    }
}
