using System.Text.Json.Nodes;
using TasksService.Testing;

namespace TasksService.StatesServer.Tests;

public sealed class ActivityTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private StatesHost _host = null!;
    private string _activity = null!;

    public async Task InitializeAsync()
    {
        _host = await StatesHost.StartAsync(_clock);
        _activity = (await _host.CallAsync("CreateActivity", new() { ["name"] = "work" }))["activityArn"]!.GetValue<string>();
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task An_activity_is_created_once_described_listed_and_deleted()
    {
        var again = await _host.CallAsync("CreateActivity", new() { ["name"] = "work" });
        Assert.Equal("arn:aws:states:us-east-1:000000000000:activity:work", _activity);
        Assert.Equal(_activity, again["activityArn"]!.GetValue<string>());
        Assert.Equal("InvalidName", await _host.RefusedAsync("CreateActivity", new() { ["name"] = "no good" }));

        var described = await _host.CallAsync("DescribeActivity", new() { ["activityArn"] = _activity });
        Assert.Equal("work", described["name"]!.GetValue<string>());
        await _host.CallAsync("CreateActivity", new() { ["name"] = "zeal" });
        var page = await _host.CallAsync("ListActivities", new() { ["maxResults"] = 1 });
        var rest = await _host.CallAsync("ListActivities", new() { ["maxResults"] = 1, ["nextToken"] = page["nextToken"]!.GetValue<string>() });
        Assert.Equal("work", page["activities"]![0]!["name"]!.GetValue<string>());
        Assert.Equal("zeal", rest["activities"]![0]!["name"]!.GetValue<string>());
        Assert.Null(rest["nextToken"]);

        await _host.CallAsync("DeleteActivity", new() { ["activityArn"] = _activity });
        Assert.Equal("ActivityDoesNotExist", await _host.RefusedAsync("DescribeActivity", new() { ["activityArn"] = _activity }));
        Assert.Equal("ActivityDoesNotExist", await _host.RefusedAsync("GetActivityTask", new() { ["activityArn"] = _activity }));
    }

    [Fact]
    public async Task A_worker_gets_the_task_and_its_answer_is_the_states_result()
    {
        var execution = await StartAsync("""{"a":1}""");

        var task = await PollAsync("worker-1");
        Assert.Equal("""{"a":1}""", task["input"]!.GetValue<string>());
        await _host.CallAsync("SendTaskSuccess", new() { ["taskToken"] = Token(task), ["output"] = """{"done":true}""" });

        Assert.Equal("""{"done":true}""", (await _host.EndAsync(execution))["output"]!.GetValue<string>());
        Assert.Equal(
            ["ExecutionStarted", "TaskStateEntered", "ActivityScheduled", "ActivityStarted", "ActivitySucceeded", "TaskStateExited", "ExecutionSucceeded"],
            await _host.EventTypesAsync(execution));
    }

    [Fact]
    public async Task A_poll_that_comes_first_waits_for_the_task()
    {
        var poll = PollAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(_host.Engine.WaitingPolls("work") == 1));

        var execution = await StartAsync();

        await _host.CallAsync("SendTaskSuccess", new() { ["taskToken"] = Token(await poll), ["output"] = "1" });
        Assert.Equal("SUCCEEDED", (await _host.EndAsync(execution))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_poll_without_a_task_ends_empty_after_a_minute()
    {
        var poll = PollAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(_host.Engine.WaitingPolls("work") == 1));
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(1, _host.Engine.WaitingPolls("work"));
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null((await poll)["taskToken"]);
    }

    [Fact]
    public async Task Tasks_are_handed_out_in_the_order_of_their_coming()
    {
        foreach (var i in Enumerable.Range(0, 5))
        {
            await StartAsync($"{i}");
        }

        var inputs = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            inputs.Add((await PollAsync())["input"]!.GetValue<string>());
        }

        Assert.Equal(["0", "1", "2", "3", "4"], inputs);
    }

    [Fact]
    public async Task A_poll_whose_client_went_away_takes_no_task_with_it()
    {
        using (var gone = new CancellationTokenSource())
        {
            var abandoned = _host.TryCallAsync("GetActivityTask", new() { ["activityArn"] = _activity }, gone.Token);
            await Eventually.HoldsAsync(() => Task.FromResult(_host.Engine.WaitingPolls("work") == 1));
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        }

        await Eventually.HoldsAsync(() => Task.FromResult(_host.Engine.WaitingPolls("work") == 0));
        await StartAsync();

        Assert.NotNull((await PollAsync())["taskToken"]);
    }

    [Fact]
    public async Task A_poll_that_waits_does_not_hold_up_a_stop_and_ends_empty()
    {
        var poll = PollAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(_host.Engine.WaitingPolls("work") == 1));

        await _host.RestartAsync(polls: poll).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Null((await poll)["taskToken"]);
    }

    [Fact]
    public async Task An_activity_and_a_stop_are_to_be_had_in_the_process_too()
    {
        Assert.Equal(_activity, await _host.Engine.CreateActivityAsync("work"));
        var execution = await StartAsync();
        var token = Token(await PollAsync());

        Assert.True(await _host.Engine.StopAsync(execution, "Cancelled"));

        Assert.False(await _host.Engine.StopAsync(execution));
        Assert.Equal(TaskAnswer.TimedOut, await _host.Engine.SucceedTaskAsync(token, StatesLanguage.Json.True));
        Assert.Equal(TaskAnswer.InvalidToken, await _host.Engine.BeatTaskAsync("nonsense"));
        Assert.Equal("ABORTED", (await _host.DescribeAsync(execution))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_token_is_good_for_one_answer()
    {
        await StartAsync();
        var token = Token(await PollAsync());
        await _host.CallAsync("SendTaskSuccess", new() { ["taskToken"] = token, ["output"] = "1" });

        Assert.Equal("TaskTimedOut", await _host.RefusedAsync("SendTaskSuccess", new() { ["taskToken"] = token, ["output"] = "1" }));
        Assert.Equal("TaskTimedOut", await _host.RefusedAsync("SendTaskFailure", new() { ["taskToken"] = token }));
        Assert.Equal("TaskTimedOut", await _host.RefusedAsync("SendTaskHeartbeat", new() { ["taskToken"] = token }));
    }

    [Fact]
    public async Task Of_answers_that_come_together_one_counts()
    {
        var execution = await StartAsync();
        var token = Token(await PollAsync());

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => _host.TryCallAsync("SendTaskSuccess", new() { ["taskToken"] = token, ["output"] = $"{i}" })));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal($"{Array.FindIndex(answers, answer => answer.Status == 200)}", (await _host.EndAsync(execution))["output"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_text_that_never_was_a_token_is_told_apart_from_one_that_is_over(string token) =>
        Assert.Equal("InvalidToken", await _host.RefusedAsync("SendTaskSuccess", new() { ["taskToken"] = token, ["output"] = "1" }));

    [Fact]
    public async Task An_output_that_is_no_JSON_is_refused_and_the_token_stays_good()
    {
        var execution = await StartAsync();
        var token = Token(await PollAsync());

        Assert.Equal("InvalidOutput", await _host.RefusedAsync("SendTaskSuccess", new() { ["taskToken"] = token, ["output"] = "{" }));
        await _host.CallAsync("SendTaskFailure", new() { ["taskToken"] = token, ["error"] = "Refused", ["cause"] = "because" });

        var described = await _host.EndAsync(execution);
        Assert.Equal("Refused", described["error"]!.GetValue<string>());
        Assert.Equal("because", described["cause"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_missed_heartbeat_fails_the_execution_and_the_token_is_over()
    {
        var execution = await StartAsync(more: """, "TimeoutSeconds": 600, "HeartbeatSeconds": 10""");
        var token = Token(await PollAsync());

        _clock.Advance(TimeSpan.FromSeconds(9));
        await _host.CallAsync("SendTaskHeartbeat", new() { ["taskToken"] = token });
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal("RUNNING", (await _host.DescribeAsync(execution))["status"]!.GetValue<string>());
        _clock.Advance(TimeSpan.FromSeconds(1));

        var described = await _host.EndAsync(execution);
        Assert.Equal("States.Timeout", described["error"]!.GetValue<string>());
        Assert.Equal(_clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0, described["stopDate"]!.GetValue<double>());
        Assert.Equal("TaskTimedOut", await _host.RefusedAsync("SendTaskHeartbeat", new() { ["taskToken"] = token }));
    }

    [Fact]
    public async Task A_task_that_nobody_picks_up_times_out_and_is_not_handed_out_after()
    {
        var execution = await StartAsync("\"late\"", """, "TimeoutSeconds": 5""");
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("States.Timeout", (await _host.EndAsync(execution))["error"]!.GetValue<string>());

        await StartAsync("\"next\"", name: "other");

        Assert.Equal("\"next\"", (await PollAsync())["input"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_missed_heartbeat_is_retried_by_the_definition_and_a_new_token_is_handed_out()
    {
        var execution = await StartAsync(more: """, "HeartbeatSeconds": 10, "Retry": [{"ErrorEquals": ["States.Timeout"], "IntervalSeconds": 1, "MaxAttempts": 1}]""");
        var first = Token(await PollAsync());
        _clock.Advance(TimeSpan.FromSeconds(10));
        await Eventually.HoldsAsync(async () => (await _host.EventTypesAsync(execution)).Contains("ActivityTimedOut"));
        _clock.Advance(TimeSpan.FromSeconds(1));

        var second = Token(await PollAsync());
        Assert.NotEqual(first, second);
        Assert.Equal("TaskTimedOut", await _host.RefusedAsync("SendTaskSuccess", new() { ["taskToken"] = first, ["output"] = "1" }));
        await _host.CallAsync("SendTaskSuccess", new() { ["taskToken"] = second, ["output"] = "2" });
        Assert.Equal("2", (await _host.EndAsync(execution))["output"]!.GetValue<string>());
    }

    [Fact]
    public async Task Two_hundred_tokens_that_were_out_over_a_restart_can_all_be_answered()
    {
        var executions = new List<string>();
        for (var i = 0; i < 200; i++)
        {
            executions.Add(await StartAsync($"{i}"));
        }

        var tasks = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => PollAsync()));
        await _host.RestartAsync();
        await Task.WhenAll(tasks.Select(task => _host.CallAsync("SendTaskSuccess", new() { ["taskToken"] = Token(task), ["output"] = task["input"]!.GetValue<string>() })));

        for (var i = 0; i < 200; i++)
        {
            Assert.Equal($"{i}", (await _host.EndAsync(executions[i]))["output"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Tasks_that_waited_for_a_worker_over_a_restart_are_handed_out_in_their_order()
    {
        foreach (var i in Enumerable.Range(0, 3))
        {
            await StartAsync($"{i}");
        }

        Assert.Equal("0", (await PollAsync())["input"]!.GetValue<string>());
        await _host.RestartAsync();

        Assert.Equal("1", (await PollAsync())["input"]!.GetValue<string>());
        Assert.Equal("2", (await PollAsync())["input"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_activity_that_does_not_exist_fails_the_execution()
    {
        var execution = await _host.RunAsync(Definitions.Activity("arn:aws:states:us-east-1:000000000000:activity:none"));

        Assert.Equal("FAILED", execution["status"]!.GetValue<string>());
    }

    [Fact]
    public void No_two_tokens_are_alike_and_a_changed_one_is_malformed()
    {
        var tokens = Enumerable.Range(0, 1000).Select(_ => TaskToken.New()).ToHashSet();

        Assert.Equal(1000, tokens.Count);
        Assert.All(tokens, token => Assert.True(TaskToken.IsWellFormed(token)));
        var some = tokens.First();
        Assert.False(TaskToken.IsWellFormed((some[0] == 'A' ? 'B' : 'A') + some[1..]));
    }

    private static string Token(JsonObject task) => task["taskToken"]!.GetValue<string>();

    private Task<JsonObject> PollAsync(string? worker = null) =>
        _host.CallAsync("GetActivityTask", worker is null ? new() { ["activityArn"] = _activity } : new() { ["activityArn"] = _activity, ["workerName"] = worker });

    private async Task<string> StartAsync(string input = "{}", string more = "", string name = "machine") =>
        await _host.StartAsync(await _host.CreateAsync(Definitions.Activity(_activity, more), name), input);
}
