using System.Net;
using System.Text.Json;
using Amazon.SQS;
using Microsoft.Extensions.Options;
using TasksService.Aws.Sqs;
using TasksService.Testing;

namespace TasksService.Aws.Tests.Sqs;

public sealed class SqsTaskQueueTests(FauxqsFixture fauxqs) : TaskQueueContract, IClassFixture<FauxqsFixture>
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ImpatientClock clock = new(Noon);
    private string queueUrl = "";

    [Fact]
    public async Task The_message_is_the_id_the_revision_and_the_time()
    {
        var queue = await CreateAsync();

        await queue.SendAsync([new TaskMessage("a", 2, Noon)], default);

        var body = Assert.Single(await fauxqs.ReceiveAsync(queueUrl, 1)).Body;
        Assert.Equal("""{"id":"a","revision":2,"timestamp":"2026-03-01T12:00:00.000Z"}""", body);
    }

    [Fact]
    public async Task Ten_messages_share_a_request()
    {
        var queue = await CreateAsync();

        await queue.SendAsync(Messages(95), default);

        Assert.Equal(10, fauxqs.Wire.Requests["SendMessageBatch"]);
    }

    [Fact]
    public async Task The_entries_that_failed_are_sent_again_and_no_others()
    {
        var queue = await CreateAsync();
        fauxqs.Wire.Answer = (_, count) => count == 1
            ? Wire.Json(HttpStatusCode.OK, """{"Successful":[{"Id":"0"},{"Id":"1"}],"Failed":[{"Id":"2","Code":"InternalError","SenderFault":false}]}""")
            : null;

        await queue.SendAsync(Messages(3), default);

        fauxqs.Wire.Answer = (_, _) => null;
        Assert.Equal("task-2", Assert.Single(await ReceiveAsync(1)).TaskId);
        Assert.Equal(2, fauxqs.Wire.Requests["SendMessageBatch"]);
    }

    [Fact]
    public async Task Entries_that_never_get_through_are_an_error_that_counts_them()
    {
        var queue = await CreateAsync();
        fauxqs.Wire.Answer = (_, _) => Wire.Json(HttpStatusCode.OK, """{"Successful":[{"Id":"0"}],"Failed":[{"Id":"1","Code":"InternalError","SenderFault":false}]}""");

        var error = await Assert.ThrowsAsync<AmazonSQSException>(() => queue.SendAsync(Messages(2), default));

        Assert.StartsWith("1 of 2 messages were not taken by the queue, the first because of InternalError", error.Message, StringComparison.Ordinal);
        Assert.Equal(6, fauxqs.Wire.Requests["SendMessageBatch"]);
    }

    [Fact]
    public async Task A_throttled_batch_is_sent_again()
    {
        var queue = await CreateAsync();
        fauxqs.Wire.Answer = (operation, count) => operation == "SendMessageBatch" && count == 1 ? Wire.Throttled() : null;

        await queue.SendAsync(Messages(10), default);

        Assert.Equal(10, (await ReceiveAsync(10)).Count);
    }

    [Theory]
    [InlineData(178.5, 176)]
    [InlineData(2.9, 0)]
    [InlineData(-5, 0)]
    [InlineData(5000, 900)]
    public async Task For_an_express_workflow_a_message_is_held_until_two_seconds_before_its_task_is_due(double dueIn, int held)
    {
        await CreateAsync();
        var queue = new SqsTaskQueue(fauxqs.Client, Options.Create(new SqsOptions { QueueUrl = queueUrl, HoldsUntilDue = true }), clock);

        await queue.SendAsync([new TaskMessage("a", 1, Noon.AddSeconds(dueIn))], default);

        using var request = JsonDocument.Parse(fauxqs.Wire.LastBody);
        Assert.Equal(held, request.RootElement.GetProperty("Entries")[0].GetProperty("DelaySeconds").GetInt32());
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"id":"a","revision":1,"timestamp":"tomorrow"}""")]
    public void A_body_that_is_no_message_of_ours_is_refused(string body) => Assert.Throws<FormatException>(() => SqsTaskMessage.Read(body));

    protected override async Task<ITaskQueue> CreateAsync()
    {
        queueUrl = await fauxqs.CreateQueueAsync();
        return new SqsTaskQueue(fauxqs.Client, Options.Create(new SqsOptions { QueueUrl = queueUrl }), clock);
    }

    protected override async Task<IReadOnlyList<TaskMessage>> ReceiveAsync(int count) =>
        [.. (await fauxqs.ReceiveAsync(queueUrl, count)).Select(message => SqsTaskMessage.Read(message.Body))];

    private static List<TaskMessage> Messages(int count) => [.. Enumerable.Range(0, count).Select(i => new TaskMessage($"task-{i}", 1, Noon))];
}
