using System.Globalization;
using System.Text.Json.Nodes;
using TasksService.Testing;

namespace TasksService.StatesServer.Tests;

public sealed class ExecutionTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;
    private StatesHost _host = null!;

    public async Task InitializeAsync() => _host = await StatesHost.StartAsync(_clock, server => server
        .AddFunction("echo", (input, _) => Task.FromResult(input))
        .AddFunction("fail", (_, _) => throw new InvalidOperationException("out of order"))
        .AddFunction("held", async (input, cancellationToken) =>
        {
            Interlocked.Increment(ref _calls);
            try
            {
                await _released.Task.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                _cancelled.TrySetResult();
                throw;
            }

            return input;
        }));

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task An_execution_runs_and_tells_its_history()
    {
        var machine = await _host.CreateAsync(Definitions.Pass);
        var started = await _host.CallAsync("StartExecution", new() { ["stateMachineArn"] = machine, ["name"] = "first", ["input"] = """{"a": 1}""" });

        Assert.Equal("arn:aws:states:us-east-1:000000000000:execution:machine:first", started["executionArn"]!.GetValue<string>());
        Assert.Equal(_clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0, started["startDate"]!.GetValue<double>());
        var execution = await _host.EndAsync(started["executionArn"]!.GetValue<string>());
        Assert.Equal("SUCCEEDED", execution["status"]!.GetValue<string>());
        Assert.Equal("""{"a": 1}""", execution["input"]!.GetValue<string>());
        Assert.Equal("""{"a":1,"greeting":"hello"}""", execution["output"]!.GetValue<string>());
        Assert.Equal(
            ["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"],
            await _host.EventTypesAsync(started["executionArn"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Starting_the_same_again_finds_the_first_while_it_runs()
    {
        var machine = await _host.CreateAsync(Definitions.WaitSeconds(10));
        var request = new JsonObject { ["stateMachineArn"] = machine, ["name"] = "once", ["input"] = """{"a": 1}""" };
        var first = await _host.CallAsync("StartExecution", request);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var second = await _host.CallAsync("StartExecution", request);

        Assert.Equal(first.ToJsonString(), second.ToJsonString());
        request["input"] = """{"a": 2}""";
        Assert.Equal("ExecutionAlreadyExists", await _host.RefusedAsync("StartExecution", request));

        _clock.Advance(TimeSpan.FromSeconds(9));
        await _host.EndAsync(first["executionArn"]!.GetValue<string>());
        request["input"] = """{"a": 1}""";
        Assert.Equal("ExecutionAlreadyExists", await _host.RefusedAsync("StartExecution", request));
    }

    [Fact]
    public async Task Of_many_who_start_one_name_together_all_get_the_same_execution()
    {
        var machine = await _host.CreateAsync(Definitions.WaitSeconds(10));
        var starts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _host.StartAsync(machine, "{}", "one")));

        Assert.Single(starts.Distinct());
        Assert.Single((await _host.CallAsync("ListExecutions", new() { ["stateMachineArn"] = machine }))["executions"]!.AsArray());
    }

    [Fact]
    public async Task A_wait_ends_at_its_time_and_not_before()
    {
        var execution = await _host.StartAsync(await _host.CreateAsync(Definitions.WaitSeconds(10)));

        _clock.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromMilliseconds(1));
        Assert.Equal("RUNNING", (await _host.DescribeAsync(execution))["status"]!.GetValue<string>());

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(_clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0, (await _host.EndAsync(execution))["stopDate"]!.GetValue<double>());
    }

    [Fact]
    public async Task A_wait_of_a_year_costs_no_alarm_until_its_last_minute()
    {
        var execution = await _host.StartAsync(await _host.CreateAsync(Definitions.WaitSeconds(365 * 24 * 3600)));

        _clock.Advance(TimeSpan.FromDays(365));

        Assert.Equal("SUCCEEDED", (await _host.EndAsync(execution))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_wait_goes_on_over_a_restart()
    {
        var execution = await _host.StartAsync(await _host.CreateAsync(Definitions.WaitSeconds(10)));

        await _host.RestartAsync();
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal("RUNNING", (await _host.DescribeAsync(execution))["status"]!.GetValue<string>());
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("SUCCEEDED", (await _host.EndAsync(execution))["status"]!.GetValue<string>());
        Assert.Equal(
            ["ExecutionStarted", "WaitStateEntered", "WaitStateExited", "ExecutionSucceeded"],
            await _host.EventTypesAsync(execution));
    }

    [Fact]
    public async Task A_wait_that_ended_while_the_server_was_down_ends_when_it_is_back()
    {
        var execution = await _host.StartAsync(await _host.CreateAsync(Definitions.WaitSeconds(10)));

        await _host.RestartAsync(() => _clock.Advance(TimeSpan.FromMinutes(5)));
        _clock.Advance(TimeSpan.Zero);

        Assert.Equal("SUCCEEDED", (await _host.EndAsync(execution))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_thousand_executions_that_waited_over_a_restart_all_end_at_their_instant()
    {
        var machine = await _host.CreateAsync(Definitions.WaitSeconds(10));
        var executions = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => _host.Engine.StartAsync("machine", Guid.NewGuid().ToString(), StatesLanguage.Json.EmptyObject)));
        var instant = _clock.GetUtcNow().AddSeconds(10);

        await _host.RestartAsync();
        _clock.AdvanceTo(instant - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1000, (await ListAsync(machine, "RUNNING", 1000)).Count);
        _clock.AdvanceTo(instant);

        foreach (var execution in executions)
        {
            Assert.Equal(instant.ToUnixTimeMilliseconds() / 1000.0, (await _host.EndAsync(execution.Arn))["stopDate"]!.GetValue<double>());
        }
    }

    [Fact]
    public async Task An_execution_that_cannot_be_read_does_not_keep_the_others_from_running()
    {
        var machine = await _host.CreateAsync(Definitions.WaitSeconds(10));
        var damaged = await _host.StartAsync(machine, name: "damaged");
        var whole = await _host.StartAsync(machine, name: "whole");

        await _host.RestartAsync(() => _host.Damage("damaged"));
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("SUCCEEDED", (await _host.EndAsync(whole))["status"]!.GetValue<string>());
        Assert.Equal("RUNNING", (await _host.DescribeAsync(damaged))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_function_of_the_process_is_called_by_its_ARN()
    {
        var execution = await _host.RunAsync(Definitions.Function("echo"), """{"a": 1}""");

        Assert.Equal("""{"a":1}""", execution["output"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_function_is_invoked_through_the_integration_with_its_envelope()
    {
        var execution = await _host.RunAsync(
            """{"StartAt": "Call", "States": {"Call": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "echo", "Payload.$": "$"}, "End": true}}}""",
            """{"a": 1}""");

        var output = JsonNode.Parse(execution["output"]!.GetValue<string>())!;
        Assert.Equal(1, output["Payload"]!["a"]!.GetValue<int>());
        Assert.Equal(200, output["StatusCode"]!.GetValue<int>());
        Assert.Equal("$LATEST", output["ExecutedVersion"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_function_that_throws_fails_the_task_with_its_exceptions_name()
    {
        var execution = await _host.RunAsync(Definitions.Function("fail"));

        Assert.Equal("FAILED", execution["status"]!.GetValue<string>());
        Assert.Equal("InvalidOperationException", execution["error"]!.GetValue<string>());
        Assert.Equal("out of order", JsonNode.Parse(execution["cause"]!.GetValue<string>())!["errorMessage"]!.GetValue<string>());
    }

    [Fact]
    public async Task Without_an_endpoint_an_unknown_function_fails_naming_the_setting()
    {
        var execution = await _host.RunAsync(Definitions.Function("elsewhere"));

        Assert.Equal("FAILED", execution["status"]!.GetValue<string>());
        Assert.Contains("AWS_ENDPOINT_URL_LAMBDA", execution["cause"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_endpoint_a_message_fails_naming_the_setting()
    {
        var execution = await _host.RunAsync(
            """{"StartAt": "Send", "States": {"Send": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {"QueueUrl": "http://q", "MessageBody": "x"}, "End": true}}}""");

        Assert.Equal("FAILED", execution["status"]!.GetValue<string>());
        Assert.Contains("AWS_ENDPOINT_URL_SQS", execution["cause"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_ran_when_the_server_stopped_is_run_again()
    {
        var execution = await _host.StartAsync(await _host.CreateAsync(Definitions.Function("held")));
        await Eventually.HoldsAsync(() => Task.FromResult(_calls == 1));

        await _host.RestartAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(_calls == 2));
        _released.SetResult();

        Assert.Equal("SUCCEEDED", (await _host.EndAsync(execution))["status"]!.GetValue<string>());
        Assert.Equal(
            ["ExecutionStarted", "TaskStateEntered", "LambdaFunctionScheduled", "LambdaFunctionStarted", "LambdaFunctionSucceeded", "TaskStateExited", "ExecutionSucceeded"],
            await _host.EventTypesAsync(execution));
    }

    [Fact]
    public async Task A_task_that_takes_too_long_times_out_and_is_cancelled()
    {
        var execution = await _host.StartAsync(await _host.CreateAsync(Definitions.Function("held", ", \"TimeoutSeconds\": 5")));
        await Eventually.HoldsAsync(() => Task.FromResult(_calls == 1));

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("States.Timeout", (await _host.EndAsync(execution))["error"]!.GetValue<string>());
        await _cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_stopped_execution_is_aborted_and_its_task_cancelled()
    {
        var execution = await _host.StartAsync(await _host.CreateAsync(Definitions.Function("held")));
        await Eventually.HoldsAsync(() => Task.FromResult(_calls == 1));

        var stopped = await _host.CallAsync("StopExecution", new() { ["executionArn"] = execution, ["error"] = "Changed", ["cause"] = "our mind" });

        var described = await _host.DescribeAsync(execution);
        Assert.Equal("ABORTED", described["status"]!.GetValue<string>());
        Assert.Equal("Changed", described["error"]!.GetValue<string>());
        Assert.Equal("our mind", described["cause"]!.GetValue<string>());
        Assert.Equal(described["stopDate"]!.GetValue<double>(), stopped["stopDate"]!.GetValue<double>());
        await _cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Executions_are_listed_newest_first_in_pages_and_by_status()
    {
        var machine = await _host.CreateAsync(Definitions.WaitUntil);
        foreach (var i in Enumerable.Range(0, 7))
        {
            var at = i % 2 == 0 ? _clock.GetUtcNow() : _clock.GetUtcNow().AddHours(1);
            await _host.StartAsync(machine, $$"""{"at": "{{at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}}"}""", $"e{i}");
        }

        _clock.Advance(TimeSpan.Zero);
        foreach (var i in new[] { 0, 2, 4, 6 })
        {
            await _host.EndAsync($"arn:aws:states:us-east-1:000000000000:execution:machine:e{i}");
        }

        Assert.Equal(["e6", "e5", "e4", "e3", "e2", "e1", "e0"], await ListAsync(machine, null, 3));
        Assert.Equal(["e5", "e3", "e1"], await ListAsync(machine, "RUNNING", 2));
        Assert.Equal(["e6", "e4", "e2", "e0"], await ListAsync(machine, "SUCCEEDED", 2));
        Assert.Empty(await ListAsync(machine, "FAILED", 2));
    }

    [Fact]
    public async Task A_history_is_told_in_pages_forward_and_in_reverse()
    {
        var execution = await _host.StartAsync(await _host.CreateAsync(
            """
            {"StartAt": "A", "States": {
                "A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Wait", "Seconds": 1, "Next": "C"}, "C": {"Type": "Pass", "Next": "D"},
                "D": {"Type": "Wait", "Seconds": 1, "Next": "E"}, "E": {"Type": "Succeed"}}}
            """));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(async () => (await _host.EventTypesAsync(execution)).Length > 5);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _host.EndAsync(execution);

        var forward = await HistoryAsync(execution, reverse: false, 3);
        var reverse = await HistoryAsync(execution, reverse: true, 3);

        Assert.Equal(Enumerable.Range(1, 12).Select(i => (long)i), forward);
        Assert.Equal(forward.AsEnumerable().Reverse(), reverse);
    }

    [Fact]
    public async Task A_history_is_told_without_data_on_request()
    {
        var execution = await _host.StartAsync(await _host.CreateAsync(Definitions.Pass), """{"secret": 1}""");

        var history = await _host.CallAsync("GetExecutionHistory", new() { ["executionArn"] = execution, ["includeExecutionData"] = false });

        Assert.DoesNotContain("secret", history.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("Greet", history["events"]![1]!["stateEnteredEventDetails"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_input_must_be_JSON_of_at_most_256_KiB()
    {
        var machine = await _host.CreateAsync(Definitions.Pass);

        Assert.Equal("InvalidExecutionInput", await _host.RefusedAsync("StartExecution", new() { ["stateMachineArn"] = machine, ["input"] = "{" }));
        Assert.Equal("ValidationException", await _host.RefusedAsync("StartExecution", new() { ["stateMachineArn"] = machine, ["input"] = $"\"{new string('a', 262_143)}\"" }));
        await _host.StartAsync(machine, $$"""{"a": "{{new string('a', 262_100)}}"}""");
    }

    [Fact]
    public async Task An_EXPRESS_machine_answers_a_synchronous_start_and_leaves_no_record()
    {
        var machine = await _host.CreateAsync(Definitions.Function("echo"), "express", "EXPRESS");

        var answer = await _host.CallAsync("StartSyncExecution", new() { ["stateMachineArn"] = machine, ["name"] = "twice", ["input"] = """{"a": 1}""" });
        var again = await _host.CallAsync("StartSyncExecution", new() { ["stateMachineArn"] = machine, ["name"] = "twice", ["input"] = """{"a": 1}""" });

        Assert.Equal("SUCCEEDED", answer["status"]!.GetValue<string>());
        Assert.Equal("""{"a":1}""", answer["output"]!.GetValue<string>());
        Assert.StartsWith("arn:aws:states:us-east-1:000000000000:express:express:twice:", answer["executionArn"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotEqual(answer["executionArn"]!.GetValue<string>(), again["executionArn"]!.GetValue<string>());
        Assert.Equal("StateMachineTypeNotSupported", await _host.RefusedAsync("DescribeExecution", new() { ["executionArn"] = answer["executionArn"]!.GetValue<string>() }));
        Assert.Equal("StateMachineTypeNotSupported", await _host.RefusedAsync("ListExecutions", new() { ["stateMachineArn"] = machine }));
    }

    [Fact]
    public async Task A_STANDARD_machine_has_no_synchronous_start()
    {
        var machine = await _host.CreateAsync(Definitions.Pass);

        Assert.Equal("StateMachineTypeNotSupported", await _host.RefusedAsync("StartSyncExecution", new() { ["stateMachineArn"] = machine }));
    }

    [Fact]
    public async Task An_execution_is_forgotten_after_its_retention()
    {
        var execution = await _host.StartAsync(await _host.CreateAsync(Definitions.Pass));
        await _host.EndAsync(execution);

        _clock.Advance(TimeSpan.FromDays(90) + TimeSpan.FromMinutes(20));

        await Eventually.HoldsAsync(async () => (await _host.TryCallAsync("DescribeExecution", new() { ["executionArn"] = execution })).Status == 400);
        Assert.Equal("ExecutionDoesNotExist", await _host.RefusedAsync("GetExecutionHistory", new() { ["executionArn"] = execution }));
    }

    private async Task<List<string>> ListAsync(string machine, string? status, int size)
    {
        var names = new List<string>();
        string? token = null;
        do
        {
            var request = new JsonObject { ["stateMachineArn"] = machine, ["maxResults"] = size };
            if (status is not null)
            {
                request["statusFilter"] = status;
            }

            if (token is not null)
            {
                request["nextToken"] = token;
            }

            var page = await _host.CallAsync("ListExecutions", request);
            Assert.InRange(page["executions"]!.AsArray().Count, 0, size);
            names.AddRange(page["executions"]!.AsArray().Select(execution => execution!["name"]!.GetValue<string>()));
            token = page["nextToken"]?.GetValue<string>();
        }
        while (token is not null);

        return names;
    }

    private async Task<List<long>> HistoryAsync(string execution, bool reverse, int size)
    {
        var ids = new List<long>();
        string? token = null;
        do
        {
            var request = new JsonObject { ["executionArn"] = execution, ["maxResults"] = size, ["reverseOrder"] = reverse };
            if (token is not null)
            {
                request["nextToken"] = token;
            }

            var page = await _host.CallAsync("GetExecutionHistory", request);
            ids.AddRange(page["events"]!.AsArray().Select(each => each!["id"]!.GetValue<long>()));
            token = page["nextToken"]?.GetValue<string>();
        }
        while (token is not null);

        return ids;
    }
}
