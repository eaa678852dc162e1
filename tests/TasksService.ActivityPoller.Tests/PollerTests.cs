using System.Net;
using TasksService.Testing;

namespace TasksService.ActivityPoller.Tests;

public sealed class PollerTests
{
    [Fact]
    public async Task A_task_is_handed_to_the_function_with_its_token_and_input()
    {
        await using var aws = await AwsStub.StartAsync();
        await using var poller = PollerProcess.Start(aws.Url);
        Assert.Equal("DryRun subscription-worker", (await aws.CallAsync()).Operation);

        aws.Offer("token-1", """{"user":"ann"}""");

        var invocation = await aws.CallAsync();
        Assert.Equal("Event subscription-worker", invocation.Operation);
        Assert.Equal("""{"taskToken":"token-1","input":{"user":"ann"}}""", invocation.Body.ToJsonString());
        Assert.Equal(PollerProcess.ActivityArn, (await aws.PollAsync())["activityArn"]);
    }

    [Theory]
    [InlineData("ACTIVITY_ARN")]
    [InlineData("AWS_REGION")]
    public async Task A_missing_variable_is_named_at_start(string name)
    {
        await using var poller = PollerProcess.Start("http://127.0.0.1:1", (name, ""));

        Assert.Equal(2, await poller.ExitAsync());
        Assert.Contains($"{name} is not set", poller.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POLLS", "many")]
    [InlineData("WORKER_URL", "worker")]
    public async Task A_wrong_variable_is_named_at_start(string name, string value)
    {
        await using var poller = PollerProcess.Start("http://127.0.0.1:1", (name, value));

        Assert.Equal(2, await poller.ExitAsync());
        Assert.Contains(name, poller.Output, StringComparison.Ordinal);
        Assert.Contains($"'{value}'", poller.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_waits_for_the_open_poll_and_hands_on_what_it_brings()
    {
        await using var aws = await AwsStub.StartAsync();
        await using var poller = PollerProcess.Start(aws.Url);
        await aws.CallAsync();
        await aws.PollAsync();

        poller.Terminate();
        aws.Offer("token-late");

        Assert.Equal("token-late", (await aws.CallAsync())["taskToken"]);
        Assert.Equal(0, await poller.ExitAsync());
    }

    [Fact]
    public async Task A_function_that_is_not_there_ends_the_poller_before_it_takes_a_task()
    {
        await using var aws = await AwsStub.StartAsync();
        aws.Fail("DryRun", HttpStatusCode.NotFound, "ResourceNotFoundException");
        aws.Offer("token-1");

        await using var poller = PollerProcess.Start(aws.Url);

        Assert.Equal(1, await poller.ExitAsync());
        Assert.Contains("no function has this name", poller.Output, StringComparison.Ordinal);
        Assert.Equal(1, aws.WaitingTasks);
    }

    [Fact]
    public async Task A_function_that_has_gone_fails_the_task_in_hand_and_ends_the_poller()
    {
        await using var aws = await AwsStub.StartAsync();
        aws.Fail("Event", HttpStatusCode.NotFound, "ResourceNotFoundException");
        await using var poller = PollerProcess.Start(aws.Url);
        await aws.CallAsync();
        await aws.PollAsync();

        aws.Offer("token-1");

        Assert.Equal("Event subscription-worker", (await aws.CallAsync()).Operation);
        var failure = await aws.CallAsync();
        Assert.Equal(("SendTaskFailure", "token-1", LambdaHandOff.NotHandedOn), (failure.Operation, failure["taskToken"], failure["error"]));
        aws.EndAllPolls();
        Assert.Equal(1, await poller.ExitAsync());
    }

    [Fact]
    public async Task A_throttled_hand_off_keeps_the_task_and_is_tried_again()
    {
        await using var aws = await AwsStub.StartAsync();
        aws.Fail("Event", HttpStatusCode.TooManyRequests, "TooManyRequestsException", times: 4);   // more than the client itself tries
        await using var poller = PollerProcess.Start(aws.Url);
        await aws.CallAsync();

        aws.Offer("token-1");

        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.Equal("token-1", (await aws.CallAsync())["taskToken"]);
        }

        aws.Offer("token-2");
        Assert.Equal("token-2", (await aws.CallAsync())["taskToken"]);
    }

    [Fact]
    public async Task An_activity_that_does_not_exist_ends_the_poller_with_the_reason()
    {
        await using var aws = await AwsStub.StartAsync();
        aws.Fail("GetActivityTask", HttpStatusCode.BadRequest, "ActivityDoesNotExist");

        await using var poller = PollerProcess.Start(aws.Url);

        Assert.Equal(1, await poller.ExitAsync());
        Assert.Contains("no activity has this ARN", poller.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_HTTP_workers_body_is_the_output_and_its_task_beats_meanwhile()
    {
        await using var aws = await AwsStub.StartAsync();
        var worked = new TaskCompletionSource<(HttpStatusCode, string)>();
        aws.Work = () => worked.Task;
        await using var poller = PollerProcess.Start(aws.Url, ("WORKER_URL", $"{aws.Url}/work"), ("HEARTBEAT_SECONDS", "1"));

        aws.Offer("token-1", "[1,2]");

        Assert.Equal("""{"taskToken":"token-1","input":[1,2]}""", (await aws.CallAsync()).Body.ToJsonString());
        Assert.Equal("SendTaskHeartbeat", (await aws.CallAsync()).Operation);
        Assert.Equal("SendTaskHeartbeat", (await aws.CallAsync()).Operation);
        worked.SetResult((HttpStatusCode.OK, """{"sum":3}"""));

        Assert.Equal("""{"sum":3}""", (await AnswerAsync(aws))["output"]);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "", "SendTaskSuccess", "{}")]
    [InlineData(HttpStatusCode.Created, "done", "SendTaskSuccess", "\"done\"")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "busy", "SendTaskFailure", "Http.503: busy")]
    [InlineData(HttpStatusCode.NotFound, "", "SendTaskFailure", "Http.404: Not Found")]
    public async Task What_an_HTTP_worker_says_is_the_answer(HttpStatusCode status, string body, string operation, string expected)
    {
        await using var aws = await AwsStub.StartAsync();
        aws.Work = () => Task.FromResult((status, body));
        await using var poller = PollerProcess.Start(aws.Url, ("WORKER_URL", $"{aws.Url}/work"));

        aws.Offer("token-1");

        Assert.Equal("Work", (await aws.CallAsync()).Operation);
        var answer = await AnswerAsync(aws);
        Assert.Equal(operation, answer.Operation);
        Assert.Equal(expected, operation == "SendTaskSuccess" ? answer["output"] : $"{answer["error"]}: {answer["cause"]}");
    }

    [Fact]
    public async Task An_HTTP_worker_that_accepted_the_task_answers_it_itself()
    {
        await using var aws = await AwsStub.StartAsync();
        aws.Work = () => Task.FromResult((HttpStatusCode.Accepted, ""));
        await using var poller = PollerProcess.Start(aws.Url, ("WORKER_URL", $"{aws.Url}/work"));

        aws.Offer("token-1");
        aws.Offer("token-2");

        Assert.Equal("token-1", (await aws.CallAsync())["taskToken"]);
        Assert.Equal("token-2", (await aws.CallAsync())["taskToken"]);
        poller.Terminate();
        aws.EndAllPolls();
        Assert.Equal(0, await poller.ExitAsync());
        Assert.False(aws.HasCall);
    }

    private static async Task<AwsCall> AnswerAsync(AwsStub aws)
    {
        var call = await aws.CallAsync();
        while (call.Operation == "SendTaskHeartbeat")
        {
            call = await aws.CallAsync();
        }

        return call;
    }
}
