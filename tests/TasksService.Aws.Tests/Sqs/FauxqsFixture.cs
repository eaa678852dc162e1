using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using TasksService.Testing;

namespace TasksService.Aws.Tests.Sqs;

/// <summary>One fauxqs for a test class, with a queue of its own for each test.</summary>
public sealed class FauxqsFixture : IAsyncLifetime
{
    private Emulator? emulator;
    private int queues;

    public Wire Wire { get; } = new();

    public AmazonSQSClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        emulator = await Emulator.StartFauxqsAsync();
        Client = new AmazonSQSClient(
            new BasicAWSCredentials("test", "test"),
            new AmazonSQSConfig { ServiceURL = emulator.Url.AbsoluteUri, AuthenticationRegion = "us-east-1", HttpClientFactory = Wire });
    }

    /// <returns>The queue's URL, which fauxqs wants back exactly as it gave it.</returns>
    public async Task<string> CreateQueueAsync()
    {
        Wire.Answer = (_, _) => null;
        var queue = await Client.CreateQueueAsync(new CreateQueueRequest { QueueName = $"tasksQueue-{Interlocked.Increment(ref queues)}" });
        Wire.Forget();
        return queue.QueueUrl;
    }

    /// <returns>The messages, each as soon as it is in the queue.</returns>
    public async Task<IReadOnlyList<Message>> ReceiveAsync(string queueUrl, int count)
    {
        var messages = new List<Message>();
        while (messages.Count < count)
        {
            var response = await Client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queueUrl, MaxNumberOfMessages = 10, WaitTimeSeconds = 20 });
            messages.AddRange(response.Messages ?? throw new TimeoutException($"After 20 s there are {messages.Count} of {count} messages in the queue."));
        }

        return messages;
    }

    public async Task DisposeAsync()
    {
        Client?.Dispose();
        if (emulator is not null)
        {
            await emulator.DisposeAsync();
        }
    }
}
