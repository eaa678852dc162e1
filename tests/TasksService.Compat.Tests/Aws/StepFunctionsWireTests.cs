using Amazon.Runtime;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;

namespace TasksService.Compat.Tests.Aws;

public sealed class StepFunctionsWireTests
{
    private const string Machine = "arn:aws:states:eu-west-1:123456789012:stateMachine:tasks";

    [Fact]
    public async Task A_start_goes_out_signed_as_AWS_JSON()
    {
        await using var service = await StubService.StartAsync(new StubAnswer("""{"executionArn":"arn:x","startDate":1772366400.25}"""));
        using var stepFunctions = TestClients.StepFunctions(service.Url);

        var answer = await stepFunctions.StartExecutionAsync(new StartExecutionRequest { StateMachineArn = Machine, Name = "t-1", Input = """{"id":"t"}""" });

        var request = Assert.Single(service.Requests);
        Assert.Equal("AWSStepFunctions.StartExecution", request.Headers["X-Amz-Target"]);
        Assert.Equal(["input", "name", "stateMachineArn"], request.Json.AsObject().Select(member => member.Key));
        Assert.Equal("""{"id":"t"}""", (string?)request.Json["input"]);
        request.AssertSigned(TestClients.AccessKey, TestClients.SecretKey, TestClients.Region, "states");

        Assert.Equal("arn:x", answer.ExecutionArn);
        Assert.Equal(new DateTime(2026, 3, 1, 12, 0, 0, 250, DateTimeKind.Utc), answer.StartDate);
        Assert.Equal(DateTimeKind.Utc, answer.StartDate!.Value.Kind);
    }

    [Fact]
    public async Task Constants_and_absent_dates_are_read()
    {
        await using var service = await StubService.StartAsync(new StubAnswer("""{"executionArn":"arn:x","status":"TIMED_OUT","startDate":1,"error":"States.Timeout"}"""));
        using var stepFunctions = TestClients.StepFunctions(service.Url);

        var execution = await stepFunctions.DescribeExecutionAsync(new DescribeExecutionRequest { ExecutionArn = "arn:x" });

        Assert.True(execution.Status == ExecutionStatus.TIMED_OUT);
        Assert.Null(execution.StopDate);
        Assert.Equal("States.Timeout", execution.Error);
    }

    [Fact]
    public async Task Constants_are_written()
    {
        await using var service = await StubService.StartAsync(new StubAnswer("{}"), new StubAnswer("{}"));
        using var stepFunctions = TestClients.StepFunctions(service.Url);

        await stepFunctions.CreateStateMachineAsync(new CreateStateMachineRequest { Name = "tasks", Definition = "{}", RoleArn = "arn:r", Type = StateMachineType.EXPRESS });
        await stepFunctions.ListExecutionsAsync(new ListExecutionsRequest { StateMachineArn = Machine, StatusFilter = "RUNNING" });

        Assert.Equal("EXPRESS", (string?)service.Requests[0].Json["type"]);
        Assert.Equal("RUNNING", (string?)service.Requests[1].Json["statusFilter"]);
    }

    [Fact]
    public async Task The_history_has_its_events_details()
    {
        await using var service = await StubService.StartAsync(new StubAnswer("""
            {"events":[{"id":2,"previousEventId":1,"timestamp":1772366400,"type":"TaskStateEntered","stateEnteredEventDetails":{"name":"Execute","input":"{}"}},
                       {"id":3,"previousEventId":2,"timestamp":1772366401,"type":"SomethingNew"}]}
            """));
        using var stepFunctions = TestClients.StepFunctions(service.Url);

        var events = (await stepFunctions.GetExecutionHistoryAsync(new GetExecutionHistoryRequest { ExecutionArn = "arn:x" })).Events;

        Assert.True(events[0].Type == HistoryEventType.TaskStateEntered);
        Assert.Equal("Execute", events[0].StateEnteredEventDetails.Name);
        Assert.Equal("SomethingNew", events[1].Type.Value);
        Assert.Null(events[1].StateEnteredEventDetails);
    }

    [Theory]
    [InlineData("ExecutionAlreadyExists", typeof(ExecutionAlreadyExistsException))]
    [InlineData("StateMachineDoesNotExist", typeof(StateMachineDoesNotExistException))]
    [InlineData("TaskTimedOut", typeof(TaskTimedOutException))]
    [InlineData("InvalidToken", typeof(InvalidTokenException))]
    [InlineData("ActivityDoesNotExist", typeof(ActivityDoesNotExistException))]
    [InlineData("ValidationException", typeof(ValidationException))]
    public async Task An_error_becomes_the_exception_of_its_name(string type, Type exception)
    {
        await using var service = await StubService.StartAsync(new StubAnswer($$"""{"__type":"com.amazonaws.swf.service.v2.model#{{type}}","message":"said"}""", 400));
        using var stepFunctions = TestClients.StepFunctions(service.Url);

        var error = await Record.ExceptionAsync(() => stepFunctions.SendTaskHeartbeatAsync(new SendTaskHeartbeatRequest { TaskToken = "token" }));

        Assert.IsType(exception, error);
        Assert.Equal("said", error.Message);
        Assert.Equal(type, ((AmazonServiceException)error).ErrorCode);
    }

    [Fact]
    public async Task A_throttled_start_is_tried_again_three_times_in_all()
    {
        var throttled = new StubAnswer("""{"__type":"ThrottlingException","message":"Rate exceeded"}""", 400);
        await using var service = await StubService.StartAsync(throttled, throttled, throttled);
        using var stepFunctions = TestClients.StepFunctions(service.Url);

        var error = await Assert.ThrowsAsync<AmazonStepFunctionsException>(() =>
            stepFunctions.StartExecutionAsync(new StartExecutionRequest { StateMachineArn = Machine }));

        Assert.Equal("ThrottlingException", error.ErrorCode);
        Assert.Equal(3, service.Requests.Count);
    }
}
