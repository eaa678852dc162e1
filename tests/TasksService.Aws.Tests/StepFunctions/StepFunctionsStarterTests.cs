using System.Net;
using System.Text.Json;
using Amazon.StepFunctions;
using Microsoft.Extensions.Options;
using TasksService.Aws.StepFunctions;

namespace TasksService.Aws.Tests.StepFunctions;

public sealed class StepFunctionsStarterTests : IDisposable
{
    private const string StateMachine = "arn:aws:states:us-east-1:000000000000:stateMachine:tasksStateMachine-test";
    private const string CallbackStateMachine = "arn:aws:states:us-east-1:000000000000:stateMachine:tasksCallbackStateMachine-test";

    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ScheduledTask Due = new() { Id = "a", Revision = 2, Timestamp = Noon.AddMilliseconds(5), CreatedAt = Noon, LastUpdatedAt = Noon };

    private readonly Wire wire = new() { Answer = (_, _) => Started() };
    private readonly AmazonStepFunctionsClient client;
    private readonly StepFunctionsStarter starter;

    public StepFunctionsStarterTests()
    {
        client = new AmazonStepFunctionsClient(
            "test", "test", new AmazonStepFunctionsConfig { ServiceURL = "http://127.0.0.1:1", AuthenticationRegion = "us-east-1", HttpClientFactory = wire, MaxErrorRetry = 3 });
        starter = new StepFunctionsStarter(client, Options.Create(new StepFunctionsOptions { StateMachineArn = StateMachine, CallbackStateMachineArn = CallbackStateMachine }));
    }

    [Fact]
    public async Task The_execution_is_named_after_task_and_revision_and_gets_what_the_definition_reads()
    {
        await starter.StartAsync(Due, default);

        using var request = JsonDocument.Parse(wire.LastBody);
        Assert.Equal(StateMachine, request.RootElement.GetProperty("stateMachineArn").GetString());
        Assert.Equal("a-2", request.RootElement.GetProperty("name").GetString());
        Assert.Equal("""{"id":"a","revision":2,"timestamp":"2026-03-01T12:00:00.005Z"}""", request.RootElement.GetProperty("input").GetString());
    }

    [Fact]
    public async Task A_task_that_is_answered_later_goes_to_the_machine_that_waits_for_answers()
    {
        await starter.StartAsync(Due with { Completion = Completion.Callback, Target = new TaskTarget("http", """{"type":"http"}""") }, default);

        using var request = JsonDocument.Parse(wire.LastBody);
        Assert.Equal(CallbackStateMachine, request.RootElement.GetProperty("stateMachineArn").GetString());
    }

    [Fact]
    public async Task An_execution_that_exists_counts_as_started()
    {
        wire.Answer = (_, _) => Wire.Error(HttpStatusCode.BadRequest, "ExecutionAlreadyExists");

        await starter.StartAsync(Due, default);

        Assert.Equal(1, wire.Requests["StartExecution"]);
    }

    [Fact]
    public async Task A_throttled_start_is_tried_again_in_place()
    {
        wire.Answer = (_, count) => count == 1 ? Wire.Throttled() : Started();

        await starter.StartAsync(Due, default);

        Assert.Equal(2, wire.Requests["StartExecution"]);
    }

    [Fact]
    public async Task A_start_that_is_refused_is_an_error()
    {
        wire.Answer = (_, _) => Wire.Error(HttpStatusCode.BadRequest, "StateMachineDoesNotExist");

        await Assert.ThrowsAsync<Amazon.StepFunctions.Model.StateMachineDoesNotExistException>(() => starter.StartAsync(Due, default));
    }

    public void Dispose() => client.Dispose();

    private static HttpResponseMessage Started() =>
        Wire.Json(HttpStatusCode.OK, """{"executionArn":"arn:aws:states:us-east-1:000000000000:execution:tasksStateMachine-test:a-2","startDate":1772366400.0}""");
}
