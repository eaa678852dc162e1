using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using Microsoft.AspNetCore.Builder;
using TasksService.StatesServer;
using TasksService.Testing;
using Message = Amazon.SQS.Model.Message;

namespace TasksService.Lambda.Tests;

/// <summary>
/// The stack on this machine: each function the deployed executable in a process of its own, DynamoDB by dynalite, SQS by fauxqs, Step Functions by the states server.
/// What EventBridge, API Gateway and the queue's poller do, the test does.
/// </summary>
public sealed class DeployedStack : IAsyncLifetime
{
    public const string Table = "tasksTable-dev";

    private static readonly BasicAWSCredentials Anyone = new("test", "test");

    private readonly Dictionary<string, FunctionProcess> functions = [];
    private readonly string directory = Directory.CreateTempSubdirectory("deployed-stack-").FullName;
    private Emulator? dynalite;
    private Emulator? fauxqs;
    private WebApplication? states;

    public AmazonDynamoDBClient DynamoDb { get; private set; } = null!;

    public AmazonSQSClient Sqs { get; private set; } = null!;

    public AmazonStepFunctionsClient StepFunctions { get; private set; } = null!;

    public LambdaEndpoint Lambda { get; } = new();

    public Receiver Receiver { get; } = new();

    public string QueueUrl { get; private set; } = "";

    public async Task InitializeAsync()
    {
        dynalite = await Emulator.StartDynaliteAsync();
        fauxqs = await Emulator.StartFauxqsAsync();
        await Lambda.StartAsync();
        await Receiver.StartAsync();
        states = await LocalServer.StartAsync(
            builder => builder.Services.AddStatesServer(options =>
            {
                options.DatabasePath = Path.Combine(directory, "states.db");
                options.LambdaEndpoint = Lambda.Url;
            }),
            app => app.MapStepFunctions());

        DynamoDb = new AmazonDynamoDBClient(Anyone, new AmazonDynamoDBConfig { ServiceURL = dynalite.Url.AbsoluteUri, AuthenticationRegion = "eu-west-1" });
        Sqs = new AmazonSQSClient(Anyone, new AmazonSQSConfig { ServiceURL = fauxqs.Url.AbsoluteUri, AuthenticationRegion = "eu-west-1" });
        StepFunctions = new AmazonStepFunctionsClient(Anyone, new AmazonStepFunctionsConfig { ServiceURL = states.Urls.Single(), AuthenticationRegion = "eu-west-1" });

        await DynamoDb.CreateTableAsync(Template.Table(Table));
        while ((await DynamoDb.DescribeTableAsync(Table)).Table.TableStatus != TableStatus.ACTIVE)
        {
            await Task.Yield();
        }

        QueueUrl = (await Sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = "tasksQueue-dev" })).QueueUrl;
        foreach (var type in new[] { StateMachineType.STANDARD, StateMachineType.EXPRESS })
        {
            await StepFunctions.CreateStateMachineAsync(new CreateStateMachineRequest
            {
                Name = $"tasksStateMachine-{type.Value}",
                Type = type,
                RoleArn = "arn:aws:iam::000000000000:role/test",
                Definition = Template.Definition("tasks.asl.json"),
            });
        }

        Lambda.Add("tasksExecutor-dev", async payload => await (await FunctionAsync("Execute")).InvokeAsync(payload));
        Lambda.Add("tasksHandleFailure-dev", async payload => await (await FunctionAsync("HandleFailure")).InvokeAsync(payload));
    }

    /// <param name="handler">A function, or <c>Api</c>. Started when it is first asked for.</param>
    public async Task<FunctionProcess> FunctionAsync(string handler, string workflowType = "STANDARD")
    {
        var key = handler == "ProcessSqsRecords" ? handler + workflowType : handler;
        if (!functions.TryGetValue(key, out var function))
        {
            function = await FunctionProcess.StartAsync(handler == "Api" ? "api" : "functions", handler, Environment(workflowType));
            functions.Add(key, function);
        }

        return function;
    }

    /// <returns>Status, headers and body of the answer.</returns>
    public async Task<(int Status, JsonNode Headers, JsonNode Body)> CallApiAsync(string method, string path, string? body = null)
    {
        var result = await (await FunctionAsync("Api")).InvokeAsync(Events.Rest(method, path, body));
        Assert.True(result.Error is null, result.Error?.Json);
        var answer = JsonNode.Parse(result.Payload!)!;
        return (answer["statusCode"]!.GetValue<int>(), answer["multiValueHeaders"]!, JsonNode.Parse(answer["body"]!.GetValue<string>())!);
    }

    public async Task TickAsync()
    {
        var result = await (await FunctionAsync("Cron")).InvokeAsync(Events.Tick(DateTimeOffset.UtcNow));
        Assert.True(result.Error is null, result.Error?.Json);
    }

    /// <summary>What the queue's poller does: offers the messages to processSQSRecords and deletes those that were handled.</summary>
    /// <returns>How many messages there were.</returns>
    public async Task<int> PollQueueAsync(string workflowType)
    {
        var received = await Sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = QueueUrl, MaxNumberOfMessages = 10, MessageSystemAttributeNames = ["All"] });
        var messages = received.Messages ?? [];
        if (messages.Count == 0)
        {
            return 0;
        }

        var result = await (await FunctionAsync("ProcessSqsRecords", workflowType)).InvokeAsync(Events.Sqs(messages));
        Assert.True(result.Error is null, result.Error?.Json);
        var failed = JsonNode.Parse(result.Payload!)!["batchItemFailures"]!.AsArray().Select(failure => failure!["itemIdentifier"]!.GetValue<string>()).ToHashSet();
        foreach (var message in messages.Where(message => !failed.Contains(message.MessageId)))
        {
            await Sqs.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = QueueUrl, ReceiptHandle = message.ReceiptHandle });
        }

        return messages.Count;
    }

    public async Task<Dictionary<string, AttributeValue>> ItemAsync(string id) => (await DynamoDb.GetItemAsync(Table, new() { ["id"] = new(id) }, consistentRead: true)).Item;

    public async Task DisposeAsync()
    {
        foreach (var function in functions.Values)
        {
            await function.DisposeAsync();
        }

        foreach (var server in new IAsyncDisposable?[] { states, Lambda, Receiver, dynalite, fauxqs })
        {
            await (server?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        Directory.Delete(directory, recursive: true);
    }

    private Dictionary<string, string> Environment(string workflowType) => new()
    {
        ["AWS_ENDPOINT_URL_DYNAMODB"] = dynalite!.Url.AbsoluteUri,
        ["AWS_ENDPOINT_URL_SQS"] = fauxqs!.Url.AbsoluteUri,
        ["AWS_ENDPOINT_URL_SFN"] = states!.Urls.Single(),
        ["AWS_ENDPOINT_URL_LAMBDA"] = Lambda.Url,
        ["DynamoDb__Table"] = Table,
        ["Sqs__QueueUrl"] = QueueUrl,
        ["StepFunctions__StateMachineArn"] = $"arn:aws:states:us-east-1:000000000000:stateMachine:tasksStateMachine-{workflowType}",
        ["StepFunctions__CallbackStateMachineArn"] = "arn:aws:states:us-east-1:000000000000:stateMachine:tasksCallbackStateMachine-dev",

        // A day of the service in seconds: what is due in more than three waits for a tick.
        ["Scheduling__Lookahead"] = "00:00:00",
        ["Scheduling__Tick"] = "00:00:03",
        ["Scheduling__ShortTermWindow"] = "00:00:03",
    };
}
