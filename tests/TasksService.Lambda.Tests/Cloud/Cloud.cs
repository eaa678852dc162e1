using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.SQSEvents;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Amazon.StepFunctions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TasksService.Aws;
using TasksService.Aws.Tests;
using TasksService.Testing;

namespace TasksService.Lambda.Tests;

/// <summary>
/// The functions in this process, on a clock in hand, over the real adapters: DynamoDB by dynalite, SQS by fauxqs, the start of executions recorded.
/// Every request can be counted, and made to fail.
/// </summary>
public sealed class Cloud : IAsyncDisposable
{
    private const string Machine = "arn:aws:states:us-east-1:000000000000:stateMachine:tasksStateMachine-test";

    private readonly ServiceProvider services;
    private readonly CloudFixture fixture;
    private readonly string table;
    private readonly string queueUrl;
    private readonly bool express;
    private readonly ConcurrentDictionary<string, int> receives = new();
    private readonly List<(DateTimeOffset Until, SQSEvent.SQSMessage Message)> held = [];

    private Cloud(ServiceProvider services, CloudFixture fixture, string table, string queueUrl, bool express)
    {
        this.express = express;
        this.services = services;
        this.fixture = fixture;
        this.table = table;
        this.queueUrl = queueUrl;
    }

    public ManualClock Clock { get; } = new();

    public Wire DynamoDb { get; } = new();

    public Wire Sqs { get; } = new();

    public Wire StepFunctions { get; } = new();

    public TestTarget Target { get; } = new();

    /// <summary>The inputs of the executions that were started, as the definition gets them.</summary>
    public ConcurrentQueue<JsonNode> Executions { get; } = [];

    /// <summary>What the wires have seen, as actions of IAM: <c>dynamodb:PutItem</c> and so on. SendMessageBatch is allowed by <c>sqs:SendMessage</c>.</summary>
    public IReadOnlyDictionary<string, int> Calls => new[] { ("dynamodb", DynamoDb), ("sqs", Sqs), ("states", StepFunctions) }
        .SelectMany(wire => wire.Item2.Requests.Select(request => (Action: $"{wire.Item1}:{request.Key}", Count: request.Value)))
        .ToDictionary(call => call.Action, call => call.Count);

    public static async Task<Cloud> CreateAsync(CloudFixture fixture, bool express = false)
    {
        var (table, queueUrl) = await fixture.CreateAsync();
        var services = new ServiceCollection();
        var settings = new Dictionary<string, string?>
        {
            ["DynamoDb:Table"] = table,
            ["Sqs:QueueUrl"] = queueUrl,
            ["Sqs:HoldsUntilDue"] = express ? "true" : "false",
            ["StepFunctions:StateMachineArn"] = Machine,
            ["StepFunctions:CallbackStateMachineArn"] = Machine + "-callback",
        };
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddLogging();

        var cloud = new Cloud[1];
        services.AddSingleton<TimeProvider>(_ => cloud[0].Clock);
        services.AddSingleton<IAmazonDynamoDB>(_ => new AmazonDynamoDBClient(
            CloudFixture.Anyone, new AmazonDynamoDBConfig { ServiceURL = fixture.DynamoDbUrl, AuthenticationRegion = "us-east-1", HttpClientFactory = cloud[0].DynamoDb, MaxErrorRetry = 1 }));
        services.AddSingleton<IAmazonSQS>(_ => new AmazonSQSClient(
            CloudFixture.Anyone, new AmazonSQSConfig { ServiceURL = fixture.SqsUrl, AuthenticationRegion = "us-east-1", HttpClientFactory = cloud[0].Sqs, MaxErrorRetry = 1 }));
        services.AddSingleton<IAmazonStepFunctions>(_ => new AmazonStepFunctionsClient(
            CloudFixture.Anyone, new AmazonStepFunctionsConfig { ServiceURL = "http://127.0.0.1:1", AuthenticationRegion = "us-east-1", HttpClientFactory = cloud[0].StepFunctions, MaxErrorRetry = 0 }));
        services.AddSingleton<ITarget>(_ => cloud[0].Target);
        services.AddTasksService().UseDynamoDb().UseSqs().UseStepFunctions().UseStepFunctionsTaskTokens();
        services.AddSingleton<CronFunction>().AddSingleton<ProcessSqsRecordsFunction>().AddSingleton<ExecutorFunction>().AddSingleton<HandleFailureFunction>().AddSingleton<RecordResultFunction>();

        cloud[0] = new Cloud(services.BuildServiceProvider(), fixture, table, queueUrl, express);
        cloud[0].StepFunctions.Service = cloud[0].Start;
        if (express)
        {
            cloud[0].Sqs.Service = cloud[0].Hold;
        }

        return cloud[0];
    }

    /// <summary>Accepts a task as the API does.</summary>
    public Task<ScheduledTask> ScheduleAsync(TimeSpan dueIn, RetryPolicy? retry = null) => services.GetRequiredService<ScheduleTask>().HandleAsync(
        new NewTask { Timestamp = Clock.GetUtcNow() + dueIn, Target = new TaskTarget(TestTarget.Name, $$"""{"type":"{{TestTarget.Name}}"}"""), Retry = retry ?? RetryPolicy.Default }, default);

    public Task<ScheduledTask?> FindAsync(string id) => services.GetRequiredService<ITaskStore>().FindAsync(id, default);

    /// <summary>Answers a task token as the API does, after a heartbeat.</summary>
    public async Task AnswerAsync(ScheduledTask task)
    {
        var tokens = services.GetRequiredService<ITaskTokens>();
        await services.GetRequiredService<HeartbeatReceiver>().BeatAsync("token", task.Id, task.Revision, default);
        await tokens.SucceedAsync("token", "1", default);
        await tokens.FailAsync("token", "error", "cause", default);
    }

    /// <summary>The item itself, by a request that is not counted.</summary>
    public async Task<Dictionary<string, AttributeValue>?> ItemAsync(string id) =>
        (await fixture.DynamoDb.GetItemAsync(table, new() { ["id"] = new(id) }, consistentRead: true)).Item;

    public Task CronAsync(TimeSpan? timeLeft = null) => services.GetRequiredService<CronFunction>().Cron(new ScheduledEvent(), new TestContext(timeLeft));

    /// <summary>Takes what is in the queue, offers it to processSQSRecords in batches of ten, and deletes what was handled.</summary>
    /// <returns>The messages that were not handled; to be offered again with <see cref="OfferAsync"/>.</returns>
    public async Task<IReadOnlyList<SQSEvent.SQSMessage>> PollAsync()
    {
        var unhandled = new List<SQSEvent.SQSMessage>();
        while (await ReceiveAsync() is { Count: > 0 } batch)
        {
            unhandled.AddRange(await OfferAsync(batch));
        }

        return unhandled;
    }

    /// <summary>Takes up to ten messages out of the queue for good.</summary>
    public async Task<List<SQSEvent.SQSMessage>> ReceiveAsync()
    {
        if (express)
        {
            var released = held.Where(message => message.Until <= Clock.GetUtcNow()).Take(10).ToList();
            held.RemoveAll(released.Contains);
            return [.. released.Select(message => message.Message)];
        }

        var received = await fixture.Sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queueUrl, MaxNumberOfMessages = 10 });
        foreach (var message in received.Messages ?? [])
        {
            await fixture.Sqs.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = queueUrl, ReceiptHandle = message.ReceiptHandle });
        }

        return [.. (received.Messages ?? []).Select(message => new SQSEvent.SQSMessage { MessageId = message.MessageId, Body = message.Body })];
    }

    /// <returns>Those that were not handled.</returns>
    public async Task<IReadOnlyList<SQSEvent.SQSMessage>> OfferAsync(IReadOnlyList<SQSEvent.SQSMessage> batch)
    {
        foreach (var message in batch)
        {
            var count = receives.AddOrUpdate(message.MessageId, 1, (_, so) => so + 1);
            message.Attributes = new() { ["ApproximateReceiveCount"] = $"{count}" };
        }

        var response = await services.GetRequiredService<ProcessSqsRecordsFunction>().ProcessSqsRecords(new SQSEvent { Records = [.. batch] }, new TestContext());
        var failed = response.BatchItemFailures.Select(failure => failure.ItemIdentifier).ToHashSet();
        return [.. batch.Where(message => failed.Contains(message.MessageId))];
    }

    /// <summary>The Execute state of an execution, once its Wait is over.</summary>
    public Task ExecuteAsync(JsonNode execution, string name = "execution", int retryCount = 0)
    {
        var timestamp = DateTimeOffset.Parse(execution["timestamp"]!.GetValue<string>(), null);
        if (timestamp > Clock.GetUtcNow())
        {
            Clock.AdvanceTo(timestamp);
        }

        var attempt = new ExecutionAttempt(execution["id"]!.GetValue<string>(), execution["revision"]!.GetValue<int>(), timestamp, name, retryCount);
        return services.GetRequiredService<ExecutorFunction>().Execute(attempt, new TestContext());
    }

    public Task HandleFailureAsync(JsonNode execution, string error) => services.GetRequiredService<HandleFailureFunction>().HandleFailure(
        new ExecutionFailure(execution["id"]!.GetValue<string>(), execution["revision"]!.GetValue<int>(), error, "as the test wants it"), new TestContext());

    public Task RecordResultAsync(JsonNode execution) => services.GetRequiredService<RecordResultFunction>().RecordResult(
        new ExecutionAnswer(execution["id"]!.GetValue<string>(), execution["revision"]!.GetValue<int>(), null), new TestContext());

    public void ForgetCalls()
    {
        DynamoDb.Forget();
        Sqs.Forget();
        StepFunctions.Forget();
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private HttpResponseMessage Start(string request)
    {
        Executions.Enqueue(JsonNode.Parse(JsonNode.Parse(request)!["input"]!.GetValue<string>())!);
        return Wire.Json(HttpStatusCode.OK, $$"""{"executionArn":"{{Machine.Replace("stateMachine", "execution", StringComparison.Ordinal)}}:x","startDate":1772366400.0}""");
    }

    /// <summary>A queue that delays on the clock in hand, which no emulator can.</summary>
    private HttpResponseMessage Hold(string request)
    {
        var entries = JsonNode.Parse(request)!["Entries"]!.AsArray();
        foreach (var entry in entries)
        {
            var until = Clock.GetUtcNow() + TimeSpan.FromSeconds(entry!["DelaySeconds"]!.GetValue<int>());
            lock (held)
            {
                held.Add((until, new SQSEvent.SQSMessage { MessageId = Guid.NewGuid().ToString(), Body = entry["MessageBody"]!.GetValue<string>() }));
            }
        }

        var taken = new JsonArray([.. entries.Select(entry => new JsonObject { ["Id"] = entry!["Id"]!.GetValue<string>() })]);
        return Wire.Json(HttpStatusCode.OK, new JsonObject { ["Successful"] = taken }.ToJsonString());
    }
}
