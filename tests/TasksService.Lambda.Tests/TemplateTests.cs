using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.Lambda.Annotations;
using TasksService.Aws.DynamoDb;
using TasksService.Aws.Sqs;
using TasksService.Aws.StepFunctions;
using TasksService.Testing;

namespace TasksService.Lambda.Tests;

public sealed partial class TemplateTests
{
    private static readonly string[] Functions = ["Api", "Cron", "ProcessSQSRecords", "Executor", "HandleFailure", "RecordResult"];

    /// <summary>What the CDK's schemas know of: every reference, and the properties of every resource.</summary>
    [Fact]
    public async Task It_is_valid_for_the_cdk()
    {
        using var outdir = new TemporaryFolder();
        using var node = Process.Start(new ProcessStartInfo("node", ["template.mjs", Repository.PathOf("serverless.template"), outdir.Path])
        {
            WorkingDirectory = Repository.PathOf("tests", "emulators"),
            RedirectStandardError = true,
        })!;
        var errors = await node.StandardError.ReadToEndAsync();
        await node.WaitForExitAsync();

        Assert.True(node.ExitCode == 0, errors);
    }

    [Fact]
    public void No_resource_needs_itself()
    {
        var needs = Template.Root["Resources"]!.AsObject().ToDictionary(resource => resource.Key, resource => References(WithoutEvents(resource.Value!)).ToHashSet());
        foreach (var function in Functions)
        {
            // An event of the type Api puts the function into the API's definition, not the API into the function.
            if (Template.Resource(function)["Properties"]!["Events"]?.AsObject().Any(each => each.Value!["Type"]!.GetValue<string>() == "Api") == true)
            {
                needs["RestApi"].Add(function);
            }
        }

        foreach (var resource in needs.Keys)
        {
            Assert.DoesNotContain(resource, Reachable(needs, resource));
        }
    }

    [Theory]
    [InlineData("TasksTable", "TableName", "tasksTable-${Stage}")]
    [InlineData("TasksQueue", "QueueName", "tasksQueue-${Stage}")]
    [InlineData("TasksStateMachine", "Name", "tasksStateMachine-${Stage}")]
    [InlineData("TasksCallbackStateMachine", "Name", "tasksCallbackStateMachine-${Stage}")]
    [InlineData("TasksActivity", "Name", "tasksActivity-${Stage}")]
    public void The_names_are_those_that_people_look_for(string resource, string property, string name) =>
        Assert.Equal(name, Template.Resource(resource)["Properties"]![property]!["Fn::Sub"]!.GetValue<string>());

    [Fact]
    public void The_index_projects_what_the_dispatcher_and_the_sweep_read_and_no_more()
    {
        var index = Template.Resource("TasksTable")["Properties"]!["GlobalSecondaryIndexes"]![0]!;

        Assert.Equal("statusStartExecAtIndex", index["IndexName"]!.GetValue<string>());
        Assert.Equal("""["revision","deadlineAt"]""", index["Projection"]!["NonKeyAttributes"]!.ToJsonString());
    }

    [Fact]
    public void The_record_of_an_ended_task_expires_and_the_table_can_be_restored()
    {
        var table = Template.Resource("TasksTable")["Properties"]!;

        Assert.Equal("expiresAt", table["TimeToLiveSpecification"]!["AttributeName"]!.GetValue<string>());
        Assert.True(table["PointInTimeRecoverySpecification"]!["PointInTimeRecoveryEnabled"]!.GetValue<bool>());
    }

    [Fact]
    public void Every_function_of_the_executable_is_a_resource_that_starts_it()
    {
        var declared = typeof(Startup).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Select(method => (method.Name, method.GetCustomAttribute<LambdaFunctionAttribute>()?.ResourceName))
            .Where(function => function.ResourceName is not null)
            .ToList();

        Assert.Equal(Functions.Where(function => function != "Api").Order(StringComparer.Ordinal), declared.Select(function => function.ResourceName).Order(StringComparer.Ordinal));
        foreach (var (handler, resource) in declared)
        {
            Assert.Equal(handler, Environment(resource!)["ANNOTATIONS_HANDLER"]!.GetValue<string>());
        }
    }

    [Fact]
    public void Every_variable_of_a_function_is_a_setting_that_exists()
    {
        var settings = new[] { typeof(DynamoDbOptions), typeof(SqsOptions), typeof(StepFunctionsOptions), typeof(SchedulingOptions) }
            .SelectMany(options => options.GetProperties().Select(property => $"{options.GetField("Section")!.GetValue(null)}__{property.Name}"))
            .Append(CallbackOptions.Key).Append("Logging__LogLevel__Default").Append("ANNOTATIONS_HANDLER");

        Assert.Empty(Functions.SelectMany(function => Environment(function).Select(variable => variable.Key)).Except(settings));
    }

    [Fact]
    public void A_message_is_invisible_for_six_times_what_its_function_may_take_and_reported_one_by_one()
    {
        var function = Template.Resource("ProcessSQSRecords")["Properties"]!;
        var queue = Template.Resource("TasksQueue")["Properties"]!;

        Assert.Equal(5, function["Timeout"]!.GetValue<int>());
        Assert.Equal(30, queue["VisibilityTimeout"]!.GetValue<int>());
        Assert.InRange(queue["RedrivePolicy"]!["maxReceiveCount"]!.GetValue<int>(), 5, 10);
        Assert.Equal("""["ReportBatchItemFailures"]""", function["Events"]!["Queue"]!["Properties"]!["FunctionResponseTypes"]!.ToJsonString());
        Assert.Equal(10, function["Events"]!["Queue"]!["Properties"]!["BatchSize"]!.GetValue<int>());
    }

    [Fact]
    public void Cron_runs_each_minute_ends_within_it_and_is_not_repeated()
    {
        var cron = Template.Resource("Cron")["Properties"]!;

        Assert.Equal("rate(1 minute)", cron["Events"]!["Tick"]!["Properties"]!["Schedule"]!.GetValue<string>());
        Assert.InRange(cron["Timeout"]!.GetValue<int>(), 30, 59);
        Assert.Equal(0, cron["EventInvokeConfig"]!["MaximumRetryAttempts"]!.GetValue<int>());
    }

    [Fact]
    public void An_executor_is_gone_when_its_claim_is_over() =>
        Assert.Equal(new SchedulingOptions().ExecutorTimeLimit.TotalSeconds, Template.Resource("Executor")["Properties"]!["Timeout"]!.GetValue<int>());

    [Fact]
    public void The_api_gets_every_path_and_the_root()
    {
        var paths = Template.Resource("Api")["Properties"]!["Events"]!.AsObject().Select(each => each.Value!["Properties"]!["Path"]!.GetValue<string>());

        Assert.Equal(["/", "/{proxy+}"], paths.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("TasksStateMachine")]
    [InlineData("TasksCallbackStateMachine")]
    public void Every_placeholder_of_a_definition_is_filled_and_the_machine_may_call_what_is_filled_in(string machine)
    {
        var properties = Template.Resource(machine)["Properties"]!;
        var definition = File.ReadAllText(Repository.PathOf(properties["DefinitionUri"]!.GetValue<string>()));
        var placeholders = Placeholder().Matches(definition).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);
        var substitutions = properties["DefinitionSubstitutions"]!.AsObject();

        Assert.Equal(placeholders, substitutions.Select(each => each.Key).Order(StringComparer.Ordinal));

        var invoked = substitutions.Where(each => each.Key.EndsWith("FunctionArn", StringComparison.Ordinal)).Select(each => each.Value!.ToJsonString());
        var allowed = Template.Resource($"{machine}Role")["Properties"]!["Policies"]![0]!["PolicyDocument"]!["Statement"]![0]!;
        Assert.Equal("""["lambda:InvokeFunction"]""", allowed["Action"]!.ToJsonString());
        Assert.Equal(invoked.Order(StringComparer.Ordinal), allowed["Resource"]!.AsArray().Select(each => each!.ToJsonString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_function_has_its_own_code_role_and_log()
    {
        foreach (var function in Functions)
        {
            var properties = Template.Resource(function)["Properties"]!;
            Assert.Equal($"artifacts/package/{(function == "Api" ? "api" : "functions")}.zip", properties["CodeUri"]!.GetValue<string>());
            Assert.Equal($"{function}Role", properties["Role"]!["Fn::GetAtt"]![0]!.GetValue<string>());
            Assert.Equal($"{function}Logs", properties["LoggingConfig"]!["LogGroup"]!["Ref"]!.GetValue<string>());
            Assert.NotNull(Template.Resource($"{function}Logs")["Properties"]!["RetentionInDays"]);
        }
    }

    [GeneratedRegex(@"\$\{(\w+)\}")]
    private static partial Regex Placeholder();

    private static JsonObject Environment(string function) => Template.Resource(function)["Properties"]!["Environment"]!["Variables"]!.AsObject();

    private static JsonNode WithoutEvents(JsonNode resource)
    {
        var copy = resource.DeepClone();
        copy["Properties"]!.AsObject().Remove("Events");
        return copy;
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } each when each["Ref"] is { } name => [name.GetValue<string>()],
        JsonObject { Count: 1 } each when each["Fn::GetAtt"] is { } name => [name[0]!.GetValue<string>()],
        JsonObject { Count: 1 } each when each["Fn::Sub"] is JsonValue text => Placeholder().Matches(text.GetValue<string>()).Select(match => match.Groups[1].Value),
        JsonObject all => all.SelectMany(each => References(each.Value)),
        JsonArray all => all.SelectMany(References),
        _ => [],
    };

    private static HashSet<string> Reachable(Dictionary<string, HashSet<string>> needs, string from)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>(needs[from]);
        while (open.TryPop(out var next))
        {
            if (needs.TryGetValue(next, out var more) && reached.Add(next))
            {
                foreach (var each in more)
                {
                    open.Push(each);
                }
            }
        }

        return reached;
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("template-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
