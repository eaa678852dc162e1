namespace TasksService.StatesLanguage.Tests;

public class ExecutionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly ExecutionInfo Info = new()
    {
        Id = "arn:aws:states:us-east-1:123456789012:execution:Tasks:one",
        Name = "one",
        StateMachineId = "arn:aws:states:us-east-1:123456789012:stateMachine:Tasks",
        StateMachineName = "Tasks",
    };

    private static readonly StateMachine WaitThenCall = StateMachine.Parse(
        """
        {
          "StartAt": "Wait",
          "States": {
            "Wait": { "Type": "Wait", "TimestampPath": "$.dueAt", "Next": "Execute" },
            "Execute": {
              "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:executor",
              "Parameters": { "id.$": "$.id", "execution.$": "$$.Execution.Name" },
              "Retry": [{ "ErrorEquals": ["Busy"], "IntervalSeconds": 5, "MaxAttempts": 2, "BackoffRate": 2 }],
              "Catch": [{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": "HandleFailure" }],
              "End": true
            },
            "HandleFailure": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:handleFailure", "End": true }
          }
        }
        """);

    private static readonly Json Input = Json.Parse("""{"id":"7","dueAt":"2026-01-01T12:00:30.250Z"}""");

    [Fact]
    public void A_wait_ends_at_its_instant_and_not_before()
    {
        var execution = Execution.Start(WaitThenCall, Info, Input, Noon);
        Assert.Equal(Noon.AddSeconds(30.25), execution.WakeAt);

        execution.Wake(Noon.AddSeconds(30.249));
        Assert.Empty(execution.TakeTasks());

        execution.Wake(Noon.AddSeconds(30.25));
        var task = Assert.Single(execution.TakeTasks());
        Assert.Equal("""{"id":"7","execution":"one"}""", task.Input.ToString());
        Assert.Null(execution.WakeAt);

        Assert.True(execution.TaskSucceeded(task.Id, Json.Of("done"), Noon.AddSeconds(31)));
        Assert.Equal(ExecutionStatus.Succeeded, execution.Status);
        Assert.Equal("\"done\"", execution.Output!.ToString());
    }

    [Fact]
    public void A_failure_is_retried_with_growing_delays_and_then_caught()
    {
        var execution = Execution.Start(WaitThenCall, Info, Input, Noon);
        var now = Noon.AddSeconds(31);
        execution.Wake(now);
        foreach (var delay in new[] { 5, 10 })
        {
            execution.TaskFailed(Assert.Single(execution.TakeTasks()).Id, "Busy", "still", now);
            Assert.Equal(now.AddSeconds(delay), execution.WakeAt);
            now = execution.WakeAt!.Value;
            execution.Wake(now);
        }

        execution.TaskFailed(Assert.Single(execution.TakeTasks()).Id, "Busy", "still", now);
        var handler = Assert.Single(execution.TakeTasks());
        Assert.Equal("HandleFailure", handler.StateName);
        Assert.Equal("""{"Error":"Busy","Cause":"still"}""", handler.Input["failure"]!.ToString());
    }

    [Fact]
    public void A_saved_execution_goes_on_where_it_was()
    {
        var saved = Execution.Start(WaitThenCall, Info, Input, Noon).Save();

        var execution = Execution.Restore(WaitThenCall, Info, saved);
        execution.Wake(Noon.AddSeconds(31));
        var task = Assert.Single(execution.TakeTasks());
        execution = Execution.Restore(WaitThenCall, Info, execution.Save());

        Assert.True(execution.TaskSucceeded(task.Id, Json.Null, Noon.AddSeconds(32)));
        Assert.Equal(ExecutionStatus.Succeeded, execution.Status);
    }
}
