using System.Net;
using System.Text;
using System.Text.Json;
using Amazon.Lambda;
using TasksService.Targets;

namespace TasksService.Aws.Tests.Targets;

public sealed class LambdaTargetTests : IDisposable
{
    private readonly Wire wire = new();
    private readonly AmazonLambdaClient client;
    private readonly LambdaTarget target;

    public LambdaTargetTests()
    {
        client = new AmazonLambdaClient(
            "test", "test", new AmazonLambdaConfig { ServiceURL = "http://127.0.0.1:1", AuthenticationRegion = "us-east-1", HttpClientFactory = wire, MaxErrorRetry = 0 });
        target = new LambdaTarget(new Lazy<IAmazonLambda>(client));
    }

    [Fact]
    public async Task The_answer_of_the_function_is_the_output()
    {
        Answer("""{"sent":true}""");

        var outcome = await CallAsync("""{"type":"lambda","functionName":"reminders","payload":{"to":"you"}}""");

        Assert.Equal(new TargetOutcome.Succeeded("""{"sent":true}"""), outcome);
        Assert.Equal("/2015-03-31/functions/reminders/invocations", wire.LastPath);
        Assert.Equal("""{"to":"you"}""", wire.LastBody);
    }

    [Fact]
    public async Task Without_a_payload_the_function_gets_an_empty_object()
    {
        Answer("null");

        await CallAsync("""{"type":"lambda","functionName":"reminders"}""");

        Assert.Equal("{}", wire.LastBody);
    }

    [Fact]
    public async Task An_error_of_the_function_is_a_failed_attempt_named_by_the_errors_type()
    {
        Answer("""{"errorType":"ValueError","errorMessage":"no such user"}""", functionError: "Unhandled");

        var outcome = await CallAsync("""{"type":"lambda","functionName":"reminders"}""");

        Assert.Equal(new TargetOutcome.Failed("ValueError", """{"errorType":"ValueError","errorMessage":"no such user"}""", IsRetryable: true), outcome);
    }

    [Fact]
    public async Task An_error_without_a_type_is_named_by_its_kind()
    {
        Answer("what?", functionError: "Unhandled");

        var outcome = await CallAsync("""{"type":"lambda","functionName":"reminders"}""");

        Assert.Equal(new TargetOutcome.Failed("Lambda.Unhandled", "what?", IsRetryable: true), outcome);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, "TooManyRequestsException", true)]
    [InlineData(HttpStatusCode.InternalServerError, "ServiceException", true)]
    [InlineData(HttpStatusCode.Conflict, "ResourceConflictException", true)]
    [InlineData(HttpStatusCode.NotFound, "ResourceNotFoundException", false)]
    [InlineData(HttpStatusCode.Forbidden, "AccessDeniedException", false)]
    public async Task What_Lambda_refuses_is_tried_again_only_where_that_can_help(HttpStatusCode status, string error, bool isRetryable)
    {
        wire.Answer = (_, _) =>
        {
            var response = Wire.Json(status, """{"Message":"as the test wants it"}""");
            response.Headers.Add("X-Amzn-ErrorType", error);
            return response;
        };

        var outcome = await CallAsync("""{"type":"lambda","functionName":"reminders"}""");

        var failed = Assert.IsType<TargetOutcome.Failed>(outcome);
        Assert.Equal(($"Lambda.{error}", isRetryable), (failed.Error, failed.IsRetryable));
        Assert.Equal(1, wire.Requests["Invoke"]);
    }

    [Fact]
    public async Task A_function_that_cannot_be_reached_is_tried_again()
    {
        wire.Answer = (_, _) => throw new HttpRequestException("no route");

        var failed = Assert.IsType<TargetOutcome.Failed>(await CallAsync("""{"type":"lambda","functionName":"reminders"}"""));

        Assert.True(failed.IsRetryable);
        Assert.Equal(1, wire.Requests["Invoke"]);
    }

    [Fact]
    public async Task A_task_token_is_handed_over_beside_the_payload()
    {
        Answer("null");

        await CallAsync("""{"type":"lambda","functionName":"reminders","payload":[1]}""", taskToken: "token");

        Assert.Equal("""{"taskToken":"token","input":[1]}""", wire.LastBody);
    }

    [Fact]
    public async Task A_large_answer_is_cut()
    {
        Answer(JsonSerializer.Serialize(new string('x', 200 * 1024)));

        var succeeded = Assert.IsType<TargetOutcome.Succeeded>(await CallAsync("""{"type":"lambda","functionName":"reminders"}"""));

        Assert.True(succeeded.Truncated);
        Assert.InRange(Encoding.UTF8.GetByteCount(succeeded.Output!), 1, 128 * 1024);
    }

    [Theory]
    [InlineData("reminders", true)]
    [InlineData("reminders:live", true)]
    [InlineData("arn:aws:lambda:eu-west-1:123456789012:function:reminders", true)]
    [InlineData("arn:aws:lambda:eu-west-1:123456789012:function:reminders:$LATEST", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("../x", false)]
    [InlineData("https://example.com", false)]
    public void A_function_is_a_name_or_an_arn(string functionName, bool isValid) =>
        Assert.Equal(isValid, !target.Validate(new LambdaTargetSettings { FunctionName = functionName }).Any());

    public void Dispose() => client.Dispose();

    private Task<TargetOutcome> CallAsync(string json, string? taskToken = null)
    {
        var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var task = new ScheduledTask { Id = "a", Timestamp = now, CreatedAt = now, LastUpdatedAt = now, Target = new TaskTarget("lambda", json) };
        return target.CallAsync(new TargetCall(task, now, taskToken), default);
    }

    private void Answer(string payload, string? functionError = null) => wire.Answer = (_, _) =>
    {
        var response = Wire.Json(HttpStatusCode.OK, payload);
        if (functionError is not null)
        {
            response.Headers.Add("X-Amz-Function-Error", functionError);
        }

        return response;
    };
}
