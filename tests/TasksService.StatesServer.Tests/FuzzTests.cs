using System.Text.Json.Nodes;

namespace TasksService.StatesServer.Tests;

/// <summary>Requests without sense: refused, or taken, and the server goes on.</summary>
public sealed class FuzzTests : IAsyncLifetime
{
    private const int Requests = 2_000;

    private static readonly string[] Operations =
    [
        "CreateStateMachine", "DescribeStateMachine", "ListStateMachines", "UpdateStateMachine", "DeleteStateMachine", "ValidateStateMachineDefinition",
        "StartExecution", "StartSyncExecution", "DescribeExecution", "DescribeStateMachineForExecution", "ListExecutions", "StopExecution", "GetExecutionHistory",
        "CreateActivity", "DescribeActivity", "ListActivities", "DeleteActivity", "SendTaskSuccess", "SendTaskFailure", "SendTaskHeartbeat",
    ];

    private static readonly string[] Members =
    [
        "name", "definition", "roleArn", "type", "stateMachineArn", "executionArn", "activityArn", "nextToken", "maxResults", "input", "taskToken", "output", "error", "cause",
        "statusFilter", "redriveFilter", "reverseOrder", "includeExecutionData", "severity", "traceHeader", "loggingConfiguration", "publish",
    ];

    private static readonly Func<Random, JsonNode?>[] Values =
    [
        _ => null, _ => true, _ => 0, _ => -1, _ => 1e300, _ => 1001, _ => "", _ => "STANDARD", _ => "EXPRESS", _ => "RUNNING", _ => "a", _ => new string('x', 300), _ => new string('y', 300_000),
        _ => new JsonArray(), _ => new JsonObject(), _ => new JsonObject { ["level"] = 1 }, _ => "\0", _ => "{", _ => "[]", _ => "AAAA", _ => StatesHost.Role, _ => TaskToken.New(),
        _ => Definitions.Pass, _ => Definitions.WaitSeconds(1), _ => Definitions.Function("any"),
        _ => "arn:aws:states:us-east-1:000000000000:stateMachine:a", _ => "arn:aws:states:us-east-1:000000000000:execution:a:a", _ => "arn:aws:states:us-east-1:000000000000:activity:a",
        _ => "arn:aws:states:us-east-1:000000000000:express:a:a:a", _ => "arn:aws:states:::::", _ => ":::::::",
        random => PageToken.Write("ListStateMachines", $"{random.Next()}"), random => PageToken.Write("ListExecutions arn:aws:states:us-east-1:000000000000:stateMachine:a  ", "x"),
    ];

    private StatesHost _host = null!;

    public async Task InitializeAsync() => _host = await StatesHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task No_request_makes_the_server_fail()
    {
        var random = new Random(8);
        var statuses = new HashSet<int>();
        for (var i = 0; i < Requests; i++)
        {
            var operation = Operations[random.Next(Operations.Length)];
            var request = new JsonObject();
            foreach (var member in Members.Where(_ => random.Next(2) == 0))
            {
                request[member] = Values[random.Next(Values.Length)](random);
            }

            var (status, answer) = await _host.TryCallAsync(operation, request);
            Assert.True(status is 200 or 400, $"{operation} {request.ToJsonString()}: {status} {answer}");
            statuses.Add(status);
        }

        Assert.Equal(2, statuses.Count);
    }
}
