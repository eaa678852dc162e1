using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using TasksService.Testing;

namespace TasksService.Aws.Tests.DynamoDb;

/// <summary>One dynalite for a test class, with a table of its own for each test.</summary>
public sealed class DynaliteFixture : IAsyncLifetime
{
    private Emulator? emulator;
    private AmazonDynamoDBClient? client;
    private int tables;

    public AmazonDynamoDBClient Client => client!;

    public async Task InitializeAsync()
    {
        emulator = await Emulator.StartDynaliteAsync();
        client = new AmazonDynamoDBClient(
            new BasicAWSCredentials("test", "test"), new AmazonDynamoDBConfig { ServiceURL = emulator.Url.AbsoluteUri, AuthenticationRegion = "us-east-1" });
    }

    /// <returns>The name of a new table that is as <c>serverless.template</c> makes it.</returns>
    public async Task<string> CreateTableAsync()
    {
        var name = $"tasksTable-{Interlocked.Increment(ref tables)}";
        await Client.CreateTableAsync(new CreateTableRequest
        {
            TableName = name,
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions =
            [
                new("id", ScalarAttributeType.S),
                new("taskStatus", ScalarAttributeType.S),
                new("startExecutionAt", ScalarAttributeType.N),
            ],
            KeySchema = [new("id", KeyType.HASH)],
            GlobalSecondaryIndexes =
            [
                new()
                {
                    IndexName = "statusStartExecAtIndex",
                    KeySchema = [new("taskStatus", KeyType.HASH), new("startExecutionAt", KeyType.RANGE)],
                    Projection = new() { ProjectionType = ProjectionType.INCLUDE, NonKeyAttributes = ["revision", "deadlineAt"] },
                },
            ],
        });

        // dynalite makes a table in no time, but not before its answer.
        while ((await Client.DescribeTableAsync(name)).Table.TableStatus != TableStatus.ACTIVE)
        {
            await Task.Yield();
        }

        return name;
    }

    public async Task DisposeAsync()
    {
        client?.Dispose();
        if (emulator is not null)
        {
            await emulator.DisposeAsync();
        }
    }
}
