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

    [Fact]
    public void Awaited_tasks_are_saved_so_that_a_restarted_host_can_run_them_again()
    {
        var machine = StateMachine.Parse(
            """
            {"StartAt":"Ask","States":{"Ask":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken","TimeoutSeconds":60,"HeartbeatSeconds":10,
              "Parameters":{"QueueUrl":"q","MessageBody":{"token.$":"$$.Task.Token"}},"End":true}}}
            """);
        var host = new ExecutionHost { NewTaskToken = static id => $"secret-{id}" };
        var execution = Execution.Start(machine, Info, Input, Noon, host);
        var request = Assert.Single(execution.TakeTasks());

        var restored = Execution.Restore(machine, Info, execution.Save(), host);
        var awaited = Assert.Single(restored.AwaitedTasks);
        Assert.Equal(request, awaited.Request);
        Assert.Equal("secret-1", awaited.Request.Token);
        Assert.False(awaited.IsSubmitted);

        restored.TaskSubmitted(request.Id, Json.EmptyObject, Noon.AddSeconds(1));
        restored = Execution.Restore(machine, Info, restored.Save(), host);
        Assert.True(Assert.Single(restored.AwaitedTasks).IsSubmitted);
        Assert.Equal(Noon.AddSeconds(11), restored.WakeAt);

        restored.Heartbeat(request.Id, Noon.AddSeconds(9));
        Assert.Equal(Noon.AddSeconds(19), restored.WakeAt);
    }

    [Fact]
    public void An_activity_s_heartbeat_is_missed_only_after_a_worker_took_the_task()
    {
        var machine = StateMachine.Parse(
            """
            {"StartAt":"Work","States":{"Work":{"Type":"Task","Resource":"arn:aws:states:us-east-1:123456789012:activity:a","HeartbeatSeconds":10,"End":true}}}
            """);
        var execution = Execution.Start(machine, Info, Input, Noon);
        var task = Assert.Single(execution.TakeTasks());
        Assert.Null(execution.WakeAt);

        execution.TaskStarted(task.Id, "worker", Noon.AddSeconds(100));
        execution.Wake(Noon.AddSeconds(110));
        Assert.Equal((ExecutionStatus.Failed, ErrorName.Timeout), (execution.Status, execution.Error));
        Assert.Equal(task.Id, Assert.Single(execution.TakeCancellations()));
    }

    [Fact]
    public void An_answer_that_comes_too_late_changes_nothing()
    {
        var execution = Execution.Start(WaitThenCall, Info, Input, Noon);
        execution.Wake(Noon.AddSeconds(31));
        var task = Assert.Single(execution.TakeTasks());
        Assert.True(execution.Abort("Stopped", "by hand", Noon.AddSeconds(32)));

        Assert.False(execution.TaskSucceeded(task.Id, Json.Null, Noon.AddSeconds(33)));
        Assert.False(execution.TaskFailed(task.Id, null, null, Noon.AddSeconds(33)));
        Assert.False(execution.Heartbeat(task.Id, Noon.AddSeconds(33)));
        Assert.False(execution.Abort(null, null, Noon.AddSeconds(33)));
        Assert.Equal((ExecutionStatus.Aborted, "Stopped", Noon.AddSeconds(32)), (execution.Status, execution.Error, execution.StoppedAt));
        Assert.Equal(ExecutionStatus.Aborted, Execution.Restore(WaitThenCall, Info, execution.Save()).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"version":2}""")]
    [InlineData("""{"version":1,"status":0,"input":{},"startedAt":0,"now":0,"events":1,"tasks":0,"root":{"state":"Gone"}}""")]
    public void What_was_not_saved_by_an_execution_is_not_restored(string saved) =>
        Assert.Throws<FormatException>(() => Execution.Restore(WaitThenCall, Info, saved));

    [Fact]
    public void Missing_an_activity_fails_the_execution_before_anything_is_scheduled()
    {
        var machine = StateMachine.Parse(
            """
            {"StartAt":"Work","States":{"Work":{"Type":"Task","Resource":"arn:aws:states:us-east-1:123456789012:activity:a","End":true}}}
            """);
        var execution = Execution.Start(machine, Info, Input, Noon, new() { ActivityExists = static _ => false });

        Assert.Equal(["ExecutionStarted", "TaskStateEntered", "ExecutionFailed"], execution.TakeEvents().Select(static item => item.Type));
        Assert.EndsWith("The activity arn:aws:states:us-east-1:123456789012:activity:a does not exist.", execution.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void Retries_with_full_jitter_come_after_at_most_the_interval()
    {
        var machine = StateMachine.Parse(
            """
            {"StartAt":"Call","States":{"Call":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","Retry":[{"ErrorEquals":["States.ALL"],"IntervalSeconds":60,"JitterStrategy":"FULL"}],"End":true}}}
            """);
        var delays = Enumerable.Range(0, 50).Select(_ =>
        {
            var execution = Execution.Start(machine, Info, Input, Noon);
            execution.TaskFailed(Assert.Single(execution.TakeTasks()).Id, "E", null, Noon);
            return execution.WakeAt!.Value - Noon;
        }).ToList();

        Assert.All(delays, static delay => Assert.InRange(delay, TimeSpan.Zero, TimeSpan.FromSeconds(60)));
        Assert.True(delays.Distinct().Count() > 1);
    }

    [Fact]
    public void Of_a_member_and_its_computed_double_the_later_one_counts()
    {
        var machine = StateMachine.Parse("""
            {"StartAt":"P","States":{"P":{"Type":"Pass","Parameters":{"a":1,"b.$":"$.id","a.$":"$.id","b":2},"End":true}}}
            """);

        Assert.Equal("""{"a":"7","b":2}""", Execution.Start(machine, Info, Input, Noon).Output!.ToString());
    }
}
