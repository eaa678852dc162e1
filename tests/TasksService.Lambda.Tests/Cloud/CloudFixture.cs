using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using TasksService.Testing;

namespace TasksService.Lambda.Tests;

/// <summary>The emulators of a test class; each test has a table and a queue of its own.</summary>
public sealed class CloudFixture : IAsyncLifetime
{
    internal static readonly BasicAWSCredentials Anyone = new("test", "test");

    private Emulator? dynalite;
    private Emulator? fauxqs;
    private int count;

    public string DynamoDbUrl => dynalite!.Url.AbsoluteUri;

    public string SqsUrl => fauxqs!.Url.AbsoluteUri;

    /// <summary>Clients whose requests nobody counts.</summary>
    public AmazonDynamoDBClient DynamoDb { get; private set; } = null!;

    public AmazonSQSClient Sqs { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        dynalite = await Emulator.StartDynaliteAsync();
        fauxqs = await Emulator.StartFauxqsAsync();
        DynamoDb = new AmazonDynamoDBClient(Anyone, new AmazonDynamoDBConfig { ServiceURL = DynamoDbUrl, AuthenticationRegion = "us-east-1" });
        Sqs = new AmazonSQSClient(Anyone, new AmazonSQSConfig { ServiceURL = SqsUrl, AuthenticationRegion = "us-east-1" });
    }

    public async Task<(string Table, string QueueUrl)> CreateAsync()
    {
        var number = Interlocked.Increment(ref count);
        var table = $"tasksTable-{number}";
        await DynamoDb.CreateTableAsync(Template.Table(table));
        while ((await DynamoDb.DescribeTableAsync(table)).Table.TableStatus != TableStatus.ACTIVE)
        {
            await Task.Yield();
        }

        return (table, (await Sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = $"tasksQueue-{number}" })).QueueUrl);
    }

    public async Task DisposeAsync()
    {
        DynamoDb?.Dispose();
        Sqs?.Dispose();
        foreach (var emulator in new[] { dynalite, fauxqs })
        {
            await (emulator?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }
}
