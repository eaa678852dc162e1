using System.Net;
using System.Text.Json.Nodes;
using TasksService.Aws.Tests;

namespace TasksService.Lambda.Tests;

/// <summary>Each function's role allows the calls that the function makes, and no other.</summary>
public sealed class RoleTests(CloudFixture fixture) : IClassFixture<CloudFixture>
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Api()
    {
        await using var cloud = await Cloud.CreateAsync(fixture);

        var task = await cloud.ScheduleAsync(Minute);
        await cloud.FindAsync(task.Id);
        cloud.StepFunctions.Answer = (_, _) => Wire.Json(HttpStatusCode.OK, "{}");
        await cloud.AnswerAsync(task);

        AssertAllowed("Api", cloud);
    }

    [Fact]
    public async Task Cron()
    {
        await using var cloud = await Cloud.CreateAsync(fixture);
        await cloud.ScheduleAsync(2 * Minute);
        await cloud.PollAsync();
        await cloud.ScheduleAsync(12 * Minute);
        cloud.Clock.Advance(10 * Minute);
        cloud.ForgetCalls();

        await cloud.CronAsync();

        AssertAllowed("Cron", cloud);
    }

    [Fact]
    public async Task ProcessSqsRecords()
    {
        await using var cloud = await Cloud.CreateAsync(fixture);
        await cloud.ScheduleAsync(2 * Minute);
        var batch = await cloud.ReceiveAsync();
        cloud.ForgetCalls();

        cloud.StepFunctions.Answer = (_, _) => Wire.Error(HttpStatusCode.InternalServerError, "InternalFailure");
        await cloud.OfferAsync(batch);
        cloud.StepFunctions.Answer = Wire.LetThrough;
        Assert.Empty(await cloud.OfferAsync(batch));

        AssertAllowed("ProcessSQSRecords", cloud, "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");
    }

    [Fact]
    public async Task Executor()
    {
        await using var cloud = await Cloud.CreateAsync(fixture);
        await cloud.ScheduleAsync(Minute);
        await cloud.PollAsync();
        var execution = Assert.Single(cloud.Executions);
        cloud.ForgetCalls();

        cloud.Target.Behaviour = _ => Task.FromResult<TargetOutcome>(new TargetOutcome.Failed("busy", null, IsRetryable: true));
        await cloud.ExecuteAsync(execution);
        execution["id"] = "nobody";
        await cloud.ExecuteAsync(execution);

        AssertAllowed("Executor", cloud);
    }

    [Fact]
    public async Task HandleFailure()
    {
        await using var cloud = await Cloud.CreateAsync(fixture);
        await cloud.ScheduleAsync(Minute);
        await cloud.PollAsync();
        cloud.ForgetCalls();

        await cloud.HandleFailureAsync(Assert.Single(cloud.Executions), "States.TaskFailed");

        AssertAllowed("HandleFailure", cloud);
    }

    [Fact]
    public async Task RecordResult()
    {
        await using var cloud = await Cloud.CreateAsync(fixture);
        await cloud.ScheduleAsync(Minute);
        await cloud.PollAsync();
        cloud.ForgetCalls();

        await cloud.RecordResultAsync(Assert.Single(cloud.Executions));

        AssertAllowed("RecordResult", cloud);
    }

    /// <param name="calledByLambda">What the poller of the queue calls under the function's role.</param>
    private static void AssertAllowed(string function, Cloud cloud, params string[] calledByLambda)
    {
        var called = cloud.Calls.Keys.Select(action => action == "sqs:SendMessageBatch" ? "sqs:SendMessage" : action).Concat(calledByLambda);

        Assert.Equal(called.Distinct().Order(StringComparer.Ordinal), Allowed(function).Distinct().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Allowed(string function)
    {
        foreach (var statement in Template.Resource($"{function}Role")["Properties"]!["Policies"]![0]!["PolicyDocument"]!["Statement"]!.AsArray())
        {
            // Whom tasks call is a parameter of the stack; the log is no call.
            if (statement!["Fn::If"] is not null)
            {
                continue;
            }

            Assert.NotEqual("*", statement["Resource"] is JsonValue resource ? resource.GetValue<string>() : null);
            foreach (var action in statement["Action"]!.AsArray().Select(action => action!.GetValue<string>()).Where(action => !action.StartsWith("logs:", StringComparison.Ordinal)))
            {
                yield return action;
            }
        }
    }
}
