using System.Text.Json.Nodes;

namespace TasksService.StatesServer.Tests;

public sealed class StateMachineTests : IAsyncLifetime
{
    private StatesHost _host = null!;

    public async Task InitializeAsync() => _host = await StatesHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_state_machine_is_described_as_it_was_created()
    {
        var created = await _host.CallAsync("CreateStateMachine", new()
        {
            ["name"] = "orders",
            ["definition"] = Definitions.Pass,
            ["roleArn"] = StatesHost.Role,
            ["loggingConfiguration"] = new JsonObject { ["level"] = "OFF" },
        });

        Assert.Equal("arn:aws:states:us-east-1:000000000000:stateMachine:orders", created["stateMachineArn"]!.GetValue<string>());
        var described = await _host.CallAsync("DescribeStateMachine", new() { ["stateMachineArn"] = created["stateMachineArn"]!.GetValue<string>() });
        Assert.Equal(Definitions.Pass, described["definition"]!.GetValue<string>());
        Assert.Equal("orders", described["name"]!.GetValue<string>());
        Assert.Equal(StatesHost.Role, described["roleArn"]!.GetValue<string>());
        Assert.Equal("STANDARD", described["type"]!.GetValue<string>());
        Assert.Equal("ACTIVE", described["status"]!.GetValue<string>());
        Assert.Equal("OFF", described["loggingConfiguration"]!["level"]!.GetValue<string>());
        Assert.Equal(created["creationDate"]!.GetValue<double>(), described["creationDate"]!.GetValue<double>());
    }

    [Fact]
    public async Task Creating_the_same_again_finds_the_first_and_anything_else_is_a_conflict()
    {
        var first = await _host.CreateAsync(Definitions.Pass);
        var second = await _host.CreateAsync(Definitions.Pass);

        Assert.Equal(first, second);
        Assert.Equal("StateMachineAlreadyExists", await _host.RefusedAsync("CreateStateMachine", Create("machine", Definitions.WaitSeconds(1))));
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("a/b")]
    [InlineData("what?")]
    [InlineData("tab\there")]
    [InlineData("a,b")]
    public async Task A_name_that_AWS_refuses_is_refused(string name) =>
        Assert.Equal("InvalidName", await _host.RefusedAsync("CreateStateMachine", Create(name, Definitions.Pass)));

    [Fact]
    public async Task A_name_of_81_characters_breaks_the_constraint() =>
        Assert.Equal("ValidationException", await _host.RefusedAsync("CreateStateMachine", Create(new string('a', 81), Definitions.Pass)));

    [Fact]
    public async Task A_faulty_definition_is_refused_with_its_faults()
    {
        var (status, answer) = await _host.TryCallAsync("CreateStateMachine", Create("faulty", """{"StartAt": "Missing", "States": {"A": {"Type": "Pass", "Next": "B"}}}"""));

        Assert.Equal(400, status);
        Assert.EndsWith("#InvalidDefinition", answer["__type"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("MISSING_TRANSITION_TARGET", answer["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_without_a_handler_is_refused_by_name()
    {
        var definition = """{"StartAt": "Put", "States": {"Put": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "Parameters": {}, "End": true}}}""";

        var (status, answer) = await _host.TryCallAsync("CreateStateMachine", Create("table", definition));

        Assert.Equal(400, status);
        Assert.Contains("arn:aws:states:::dynamodb:putItem", answer["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSONata_is_refused_by_name()
    {
        var definition = """{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}""";

        var (status, answer) = await _host.TryCallAsync("CreateStateMachine", Create("jsonata", definition));

        Assert.Equal(400, status);
        Assert.Contains("JSONata", answer["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_are_listed_without_creating_anything()
    {
        var good = await _host.CallAsync("ValidateStateMachineDefinition", new() { ["definition"] = Definitions.Pass });
        var bad = await _host.CallAsync("ValidateStateMachineDefinition", new() { ["definition"] = """{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}}}""" });

        Assert.Equal("OK", good["result"]!.GetValue<string>());
        Assert.Empty(good["diagnostics"]!.AsArray());
        Assert.Equal("FAIL", bad["result"]!.GetValue<string>());
        Assert.Contains(bad["diagnostics"]!.AsArray(), fault => fault!["code"]!.GetValue<string>() == "MISSING_TRANSITION_TARGET" && fault["location"]!.GetValue<string>() == "/States/A/Next");
        Assert.Empty((await _host.CallAsync("ListStateMachines", []))["stateMachines"]!.AsArray());
    }

    [Fact]
    public async Task State_machines_are_listed_in_pages()
    {
        foreach (var i in Enumerable.Range(0, 5))
        {
            await _host.CreateAsync(Definitions.Pass, $"machine-{i}");
        }

        var names = new List<string>();
        string? token = null;
        do
        {
            var request = new JsonObject { ["maxResults"] = 2 };
            if (token is not null)
            {
                request["nextToken"] = token;
            }

            var page = await _host.CallAsync("ListStateMachines", request);
            names.AddRange(page["stateMachines"]!.AsArray().Select(machine => machine!["name"]!.GetValue<string>()));
            token = page["nextToken"]?.GetValue<string>();
        }
        while (token is not null);

        Assert.Equal(["machine-0", "machine-1", "machine-2", "machine-3", "machine-4"], names);
        Assert.Equal("InvalidToken", await _host.RefusedAsync("ListStateMachines", new() { ["nextToken"] = "nonsense" }));
    }

    [Fact]
    public async Task An_update_counts_for_executions_that_start_after_it()
    {
        var machine = await _host.CreateAsync(Definitions.WaitSeconds(3600));
        var before = await _host.StartAsync(machine);

        var updated = await _host.CallAsync("UpdateStateMachine", new() { ["stateMachineArn"] = machine, ["definition"] = Definitions.Pass });
        var after = await _host.StartAsync(machine);

        Assert.Equal("SUCCEEDED", (await _host.EndAsync(after))["status"]!.GetValue<string>());
        Assert.Equal("RUNNING", (await _host.DescribeAsync(before))["status"]!.GetValue<string>());
        var definitionBefore = await _host.CallAsync("DescribeStateMachineForExecution", new() { ["executionArn"] = before });
        var definitionAfter = await _host.CallAsync("DescribeStateMachineForExecution", new() { ["executionArn"] = after });
        Assert.Equal(Definitions.WaitSeconds(3600), definitionBefore["definition"]!.GetValue<string>());
        Assert.Equal(Definitions.Pass, definitionAfter["definition"]!.GetValue<string>());
        Assert.Equal(updated["revisionId"]!.GetValue<string>(), definitionAfter["revisionId"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_update_of_nothing_is_refused()
    {
        var machine = await _host.CreateAsync(Definitions.Pass);

        Assert.Equal("MissingRequiredParameter", await _host.RefusedAsync("UpdateStateMachine", new() { ["stateMachineArn"] = machine }));
    }

    [Fact]
    public async Task A_deleted_machine_is_gone_once_its_executions_have_ended()
    {
        var machine = await _host.CreateAsync(Definitions.WaitSeconds(3600));
        var execution = await _host.StartAsync(machine);

        await _host.CallAsync("DeleteStateMachine", new() { ["stateMachineArn"] = machine });
        Assert.Equal("DELETING", (await _host.CallAsync("DescribeStateMachine", new() { ["stateMachineArn"] = machine }))["status"]!.GetValue<string>());
        Assert.Equal("StateMachineDeleting", await _host.RefusedAsync("StartExecution", new() { ["stateMachineArn"] = machine }));
        Assert.Equal("RUNNING", (await _host.DescribeAsync(execution))["status"]!.GetValue<string>());

        await _host.CallAsync("StopExecution", new() { ["executionArn"] = execution });
        await Eventually.HoldsAsync(async () => (await _host.TryCallAsync("DescribeStateMachine", new() { ["stateMachineArn"] = machine })).Status == 400);
        Assert.Equal(machine, await _host.CreateAsync(Definitions.Pass));
    }

    [Fact]
    public async Task Deleting_what_is_not_there_is_no_fault() =>
        await _host.CallAsync("DeleteStateMachine", new() { ["stateMachineArn"] = "arn:aws:states:us-east-1:000000000000:stateMachine:none" });

    [Theory]
    [InlineData("nonsense", "InvalidArn")]
    [InlineData("arn:aws:states:us-east-1:000000000000:execution:a:b", "InvalidArn")]
    [InlineData("arn:aws:states:us-east-1:000000000000:stateMachine:none", "StateMachineDoesNotExist")]
    [InlineData("arn:aws:states:eu-west-1:123456789012:stateMachine:none", "StateMachineDoesNotExist")]
    public async Task An_ARN_that_leads_nowhere_is_refused_by_kind(string arn, string error) =>
        Assert.Equal(error, await _host.RefusedAsync("DescribeStateMachine", new() { ["stateMachineArn"] = arn }));

    [Fact]
    public async Task What_is_no_operation_is_refused_as_AWS_does()
    {
        Assert.Equal("UnknownOperationException", await _host.RefusedAsync("MakeCoffee", []));
        Assert.Equal("ValidationException", await _host.RefusedAsync("CreateStateMachine", new() { ["name"] = "a" }));
        Assert.Equal("SerializationException", await _host.RefusedAsync("CreateStateMachine", new() { ["name"] = 1 }));
    }

    [Fact]
    public async Task State_machines_survive_a_restart()
    {
        var machine = await _host.CreateAsync(Definitions.Pass);
        await _host.RestartAsync();

        Assert.Equal(Definitions.Pass, (await _host.CallAsync("DescribeStateMachine", new() { ["stateMachineArn"] = machine }))["definition"]!.GetValue<string>());
        Assert.Equal("SUCCEEDED", (await _host.EndAsync(await _host.StartAsync(machine)))["status"]!.GetValue<string>());
    }

    private static JsonObject Create(string name, string definition) => new() { ["name"] = name, ["definition"] = definition, ["roleArn"] = StatesHost.Role };
}
