using Amazon.SQS;
using Amazon.SQS.Model;
using TasksService.Testing;

namespace TasksService.Compat.Tests.Aws;

/// <summary>Against fauxqs, which reads what the SDKs of other languages write.</summary>
public sealed class SqsEmulatorTests(SqsEmulatorTests.Fauxqs fauxqs) : IClassFixture<SqsEmulatorTests.Fauxqs>
{
    [Fact]
    public async Task A_batch_is_sent_received_put_back_and_deleted()
    {
        using var sqs = TestClients.Sqs(fauxqs.Url);
        var queue = (await sqs.CreateQueueAsync(new CreateQueueRequest
        {
            QueueName = "batch",
            Attributes = new() { [QueueAttributeName.VisibilityTimeout] = "30" },
        })).QueueUrl;

        var sent = await sqs.SendMessageBatchAsync(new SendMessageBatchRequest
        {
            QueueUrl = queue,
            Entries = [new() { Id = "a", MessageBody = "one" }, new() { Id = "b", MessageBody = "two" }],
        });
        Assert.Equal(["a", "b"], sent.Successful.Select(entry => entry.Id));

        var received = await ReceiveAsync(sqs, queue);
        Assert.Equal(["one", "two"], received.Select(message => message.Body).Order());
        Assert.All(received, message => Assert.Equal("1", message.Attributes[MessageSystemAttributeName.ApproximateReceiveCount]));

        await sqs.ChangeMessageVisibilityAsync(new ChangeMessageVisibilityRequest
        {
            QueueUrl = queue,
            ReceiptHandle = received[0].ReceiptHandle,
            VisibilityTimeout = 0,
        });
        var again = Assert.Single(await ReceiveAsync(sqs, queue));
        Assert.Equal(received[0].Body, again.Body);
        Assert.Equal("2", again.Attributes[MessageSystemAttributeName.ApproximateReceiveCount]);

        var deleted = await sqs.DeleteMessageBatchAsync(new DeleteMessageBatchRequest
        {
            QueueUrl = queue,
            Entries = [new() { Id = "again", ReceiptHandle = again.ReceiptHandle }, new() { Id = "other", ReceiptHandle = received[1].ReceiptHandle }],
        });
        Assert.Equal(["again", "other"], deleted.Successful.Select(entry => entry.Id));

        var attributes = await sqs.GetQueueAttributesAsync(new GetQueueAttributesRequest
        {
            QueueUrl = queue,
            AttributeNames = [QueueAttributeName.ApproximateNumberOfMessages, QueueAttributeName.ApproximateNumberOfMessagesNotVisible],
        });
        Assert.All(attributes.Attributes.Values, count => Assert.Equal("0", count));
    }

    [Fact]
    public async Task One_message_is_sent_with_attributes_received_and_deleted()
    {
        using var sqs = TestClients.Sqs(fauxqs.Url);
        await sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = "single" });
        var queue = (await sqs.GetQueueUrlAsync(new GetQueueUrlRequest { QueueName = "single" })).QueueUrl;

        var sent = await sqs.SendMessageAsync(new SendMessageRequest
        {
            QueueUrl = queue,
            MessageBody = "one",
            MessageAttributes = new() { ["kind"] = new() { DataType = "String", StringValue = "first" } },
        });

        var received = await sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queue, WaitTimeSeconds = 1, MessageAttributeNames = ["All"] });
        var message = Assert.Single(received.Messages);
        Assert.Equal(sent.MessageId, message.MessageId);
        Assert.Equal(sent.MD5OfMessageBody, message.MD5OfBody);
        Assert.Equal("first", message.MessageAttributes["kind"].StringValue);

        await sqs.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = queue, ReceiptHandle = message.ReceiptHandle });
    }

    [Fact]
    public async Task A_queue_that_is_not_there_is_an_exception()
    {
        using var sqs = TestClients.Sqs(fauxqs.Url);

        await Assert.ThrowsAsync<QueueDoesNotExistException>(() => sqs.GetQueueUrlAsync(new GetQueueUrlRequest { QueueName = "nowhere" }));
    }

    private static async Task<List<Message>> ReceiveAsync(AmazonSQSClient sqs, string queue) =>
        (await sqs.ReceiveMessageAsync(new ReceiveMessageRequest
        {
            QueueUrl = queue,
            MaxNumberOfMessages = 10,
            WaitTimeSeconds = 1,
            MessageSystemAttributeNames = [MessageSystemAttributeName.ApproximateReceiveCount],
        })).Messages;

    public sealed class Fauxqs : IAsyncLifetime
    {
        private Emulator? emulator;

        public string Url => emulator!.Url.AbsoluteUri;

        public async Task InitializeAsync() => emulator = await Emulator.StartFauxqsAsync();

        public Task DisposeAsync() => emulator!.DisposeAsync().AsTask();
    }
}
