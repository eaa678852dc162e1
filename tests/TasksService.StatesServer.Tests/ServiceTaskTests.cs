using System.Text.Json.Nodes;
using TasksService.Testing;

namespace TasksService.StatesServer.Tests;

public sealed class ServiceTaskTests : IAsyncLifetime
{
    private const string Queue = "http://sqs.local/000000000000/queue";

    private readonly ManualClock _clock = new();
    private FakeAws _aws = null!;
    private StatesHost _host = null!;

    public async Task InitializeAsync()
    {
        _aws = await FakeAws.StartAsync();
        _host = await StatesHost.StartAsync(_clock, configure: options =>
        {
            options.LambdaEndpoint = _aws.Url;
            options.SqsEndpoint = _aws.Url;
        });
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _aws.DisposeAsync();
    }

    [Fact]
    public async Task A_function_that_is_not_in_the_process_is_invoked_at_the_endpoint()
    {
        _aws.Functions["double"] = input => (200, $$"""{"twice": {{JsonNode.Parse(input)!["n"]!.GetValue<int>() * 2}}}""", null);

        var execution = await _host.RunAsync(Definitions.Function("double"), """{"n": 21}""");

        Assert.Equal("""{"twice":42}""", execution["output"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_functions_error_is_the_tasks_error_and_its_payload_the_cause()
    {
        const string Payload = """{"errorMessage":"no stock","errorType":"OutOfStock"}""";
        _aws.Functions["order"] = _ => (200, Payload, "Unhandled");

        var execution = await _host.RunAsync(Definitions.Function("order"));

        Assert.Equal("OutOfStock", execution["error"]!.GetValue<string>());
        Assert.Equal(Payload, execution["cause"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(404, "ResourceNotFoundException", "Lambda.ResourceNotFoundException")]
    [InlineData(429, "TooManyRequestsException", "Lambda.TooManyRequestsException")]
    [InlineData(500, "ServiceException", "Lambda.ServiceException")]
    public async Task What_Lambda_itself_refuses_is_an_error_of_Lambdas(int status, string type, string error)
    {
        _aws.Functions["busy"] = _ => (status, """{"Message": "no"}""", type);

        var execution = await _host.RunAsync(Definitions.Function("busy"));

        Assert.Equal(error, execution["error"]!.GetValue<string>());
        Assert.Contains($"Status Code: {status}; Error Code: {type}", execution["cause"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_where_nobody_listens_is_a_client_error()
    {
        await using var host = await StatesHost.StartAsync(_clock, configure: options => options.LambdaEndpoint = "http://127.0.0.1:1");

        var execution = await host.RunAsync(Definitions.Function("any"));

        Assert.Equal("Lambda.SdkClientException", execution["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_message_is_sent_and_its_id_is_the_result()
    {
        var execution = await _host.RunAsync(Send("sendMessage", """{"order.$": "$.order"}"""), """{"order": 7}""");

        var message = _aws.Messages.Take();
        Assert.Equal("""{"order":7}""", message["MessageBody"]!.GetValue<string>());
        Assert.Equal(Queue, message["QueueUrl"]!.GetValue<string>());
        Assert.Contains("\"MessageId\":\"", execution["output"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_that_does_not_exist_fails_the_task_by_name()
    {
        var execution = await _host.RunAsync(Send("sendMessage", "\"x\"", Queue.Replace("/queue", "/none", StringComparison.Ordinal)));

        Assert.Equal("FAILED", execution["status"]!.GetValue<string>());
        Assert.StartsWith("SQS.QueueDoesNotExist", execution["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_with_a_token_waits_for_its_answer()
    {
        var execution = await _host.StartAsync(await _host.CreateAsync(Send("sendMessage.waitForTaskToken", """{"token.$": "$$.Task.Token"}""")));
        var token = TokenIn(_aws.Messages.Take());
        await Eventually.HoldsAsync(async () => (await _host.EventTypesAsync(execution)).Contains("TaskSubmitted"));

        await _host.CallAsync("SendTaskSuccess", new() { ["taskToken"] = token, ["output"] = """{"paid":true}""" });

        Assert.Equal("""{"paid":true}""", (await _host.EndAsync(execution))["output"]!.GetValue<string>());
        Assert.Equal(
            ["ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded", "TaskStateExited", "ExecutionSucceeded"],
            await _host.EventTypesAsync(execution));
    }

    [Fact]
    public async Task A_delivered_message_is_not_sent_again_after_a_restart_and_its_token_is_still_good()
    {
        var execution = await _host.StartAsync(await _host.CreateAsync(Send("sendMessage.waitForTaskToken", """{"token.$": "$$.Task.Token"}""")));
        var token = TokenIn(_aws.Messages.Take());
        await Eventually.HoldsAsync(async () => (await _host.EventTypesAsync(execution)).Contains("TaskSubmitted"));

        await _host.RestartAsync();
        await _host.CallAsync("SendTaskSuccess", new() { ["taskToken"] = token, ["output"] = "1" });

        Assert.Equal("SUCCEEDED", (await _host.EndAsync(execution))["status"]!.GetValue<string>());
        Assert.Empty(_aws.Messages);
    }

    [Fact]
    public async Task A_function_with_a_token_is_answered_by_token_and_not_by_its_result()
    {
        string? token = null;
        _aws.Functions["deliver"] = input =>
        {
            token = JsonNode.Parse(input)!["token"]!.GetValue<string>();
            return (200, "\"ignored\"", null);
        };
        var execution = await _host.StartAsync(await _host.CreateAsync(
            """{"StartAt": "Deliver", "States": {"Deliver": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "HeartbeatSeconds": 10, "Parameters": {"FunctionName": "deliver", "Payload": {"token.$": "$$.Task.Token"}}, "End": true}}}"""));
        await Eventually.HoldsAsync(async () => (await _host.EventTypesAsync(execution)).Contains("TaskSubmitted"));

        _clock.Advance(TimeSpan.FromSeconds(9));
        await _host.CallAsync("SendTaskHeartbeat", new() { ["taskToken"] = token });
        _clock.Advance(TimeSpan.FromSeconds(9));
        await _host.CallAsync("SendTaskFailure", new() { ["taskToken"] = token, ["error"] = "Declined" });

        Assert.Equal("Declined", (await _host.EndAsync(execution))["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_callback_whose_heartbeat_is_missed_times_out()
    {
        var execution = await _host.StartAsync(await _host.CreateAsync(Send("sendMessage.waitForTaskToken", """{"token.$": "$$.Task.Token"}""", more: ", \"HeartbeatSeconds\": 10")));
        var token = TokenIn(_aws.Messages.Take());
        await Eventually.HoldsAsync(async () => (await _host.EventTypesAsync(execution)).Contains("TaskSubmitted"));

        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("States.Timeout", (await _host.EndAsync(execution))["error"]!.GetValue<string>());
        Assert.Equal("TaskTimedOut", await _host.RefusedAsync("SendTaskSuccess", new() { ["taskToken"] = token, ["output"] = "1" }));
    }

    private static string TokenIn(JsonObject message) => JsonNode.Parse(message["MessageBody"]!.GetValue<string>())!["token"]!.GetValue<string>();

    private static string Send(string action, string body, string queue = Queue, string more = "") =>
        "{\"StartAt\": \"Send\", \"States\": {\"Send\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sqs:" + action
        + "\", \"Parameters\": {\"QueueUrl\": \"" + queue + "\", \"MessageBody\": " + body + "}" + more + ", \"End\": true}}}";
}
