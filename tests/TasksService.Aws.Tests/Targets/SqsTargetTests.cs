using System.Net;
using System.Text.Json;
using Amazon.SQS;
using TasksService.Aws.Tests.Sqs;
using TasksService.Targets;

namespace TasksService.Aws.Tests.Targets;

public sealed class SqsTargetTests(FauxqsFixture fauxqs) : IClassFixture<FauxqsFixture>
{
    private readonly SqsTarget target = new(new Lazy<IAmazonSQS>(() => fauxqs.Client));

    [Theory]
    [InlineData("\"as it is\"", "as it is")]
    [InlineData("""{"n":1.50,"list":[null,true]}""", """{"n":1.50,"list":[null,true]}""")]
    public async Task A_string_is_sent_as_it_is_and_anything_else_as_its_JSON(string message, string body)
    {
        var queueUrl = await fauxqs.CreateQueueAsync();

        var outcome = await CallAsync(queueUrl, message);

        var received = Assert.Single(await fauxqs.ReceiveAsync(queueUrl, 1));
        Assert.Equal(body, received.Body);
        Assert.Equal(new TargetOutcome.Succeeded($$"""{"messageId":"{{received.MessageId}}"}"""), outcome);
    }

    [Fact]
    public async Task A_task_token_is_handed_over_beside_the_message()
    {
        var queueUrl = await fauxqs.CreateQueueAsync();

        await CallAsync(queueUrl, "\"hello\"", taskToken: "token");

        Assert.Equal("""{"taskToken":"token","input":"hello"}""", Assert.Single(await fauxqs.ReceiveAsync(queueUrl, 1)).Body);
    }

    [Fact]
    public async Task A_fifo_queue_gets_the_tasks_id_so_that_a_second_attempt_is_no_second_message()
    {
        await fauxqs.CreateQueueAsync();
        fauxqs.Wire.Answer = (_, _) => Wire.Json(HttpStatusCode.OK, """{"MessageId":"m"}""");

        await CallAsync("https://sqs.us-east-1.amazonaws.com/123456789012/reminders.fifo", "1");

        using var request = JsonDocument.Parse(fauxqs.Wire.LastBody);
        Assert.Equal("a", request.RootElement.GetProperty("MessageGroupId").GetString());
        Assert.Equal("a", request.RootElement.GetProperty("MessageDeduplicationId").GetString());
    }

    [Theory]
    [InlineData("QueueDoesNotExist", HttpStatusCode.BadRequest, false)]
    [InlineData("InternalFailure", HttpStatusCode.InternalServerError, true)]
    public async Task What_the_queue_refuses_is_tried_again_only_where_that_can_help(string error, HttpStatusCode status, bool isRetryable)
    {
        var queueUrl = await fauxqs.CreateQueueAsync();
        fauxqs.Wire.Answer = (_, _) => Wire.Error(status, error);

        var failed = Assert.IsType<TargetOutcome.Failed>(await CallAsync(queueUrl, "1"));

        Assert.Equal(isRetryable, failed.IsRetryable);
        Assert.StartsWith("Sqs.", failed.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://sqs.us-east-1.amazonaws.com/1/q", "1", null)]
    [InlineData("q", "1", "queueUrl")]
    [InlineData("https://sqs.us-east-1.amazonaws.com/1/q", "\"\"", "message")]
    public void A_queue_is_a_url_and_a_message_is_not_empty(string queueUrl, string message, string? member) =>
        Assert.Equal(member, target.Validate(new SqsTargetSettings { QueueUrl = queueUrl, Message = JsonElement.Parse(message) }).SingleOrDefault()?.Member);

    private Task<TargetOutcome> CallAsync(string queueUrl, string message, string? taskToken = null)
    {
        var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var json = $$"""{"type":"sqs","queueUrl":"{{queueUrl}}","message":{{message}}}""";
        return target.CallAsync(new TargetCall(new ScheduledTask { Id = "a", Timestamp = now, CreatedAt = now, LastUpdatedAt = now, Target = new TaskTarget("sqs", json) }, now, taskToken), default);
    }
}
