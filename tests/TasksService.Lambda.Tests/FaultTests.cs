using System.Net;
using Amazon.DynamoDBv2;
using Amazon.Lambda.SQSEvents;
using Amazon.SQS;
using TasksService.Aws.Tests;

namespace TasksService.Lambda.Tests;

/// <summary>Whatever fails between the services: nothing is lost, no two executors call at once, nothing stays in progress for ever.</summary>
public sealed class FaultTests(CloudFixture fixture) : IClassFixture<CloudFixture>
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_page_of_the_index_that_fails_is_an_error_and_the_next_tick_sends_what_was_due()
    {
        await using var cloud = await Cloud.CreateAsync(fixture);
        var task = await cloud.ScheduleAsync(5 * Minute);
        cloud.Clock.Advance(3 * Minute);
        cloud.DynamoDb.Answer = (operation, _) => operation == "Query" ? Wire.Error(HttpStatusCode.BadRequest, "ProvisionedThroughputExceededException") : null;

        await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(() => cloud.CronAsync());

        cloud.DynamoDb.Answer = Wire.LetThrough;
        await cloud.CronAsync();
        await cloud.PollAsync();
        Assert.Equal(task.Id, Assert.Single(cloud.Executions)["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_queue_that_throttles_one_batch_for_good_loses_nothing()
    {
        await using var cloud = await Cloud.CreateAsync(fixture);
        for (var i = 0; i < 25; i++)
        {
            await cloud.ScheduleAsync(5 * Minute);
        }

        cloud.Clock.Advance(3 * Minute);
        cloud.Sqs.Answer = (_, count) => count >= 2 ? Wire.Throttled() : null;
        await Assert.ThrowsAnyAsync<AmazonSQSException>(() => cloud.CronAsync());

        cloud.Sqs.Answer = Wire.LetThrough;
        await cloud.CronAsync();
        await cloud.PollAsync();

        Assert.Equal(25, cloud.Executions.Select(execution => execution["id"]!.GetValue<string>()).Distinct().Count());
        Assert.Equal(25, cloud.Executions.Count);
    }

    [Fact]
    public async Task A_duplicate_message_starts_nothing()
    {
        await using var cloud = await Cloud.CreateAsync(fixture);
        await cloud.ScheduleAsync(3 * Minute);
        var batch = await cloud.ReceiveAsync();

        Assert.Empty(await cloud.OfferAsync(batch));
        Assert.Empty(await cloud.OfferAsync([.. batch.Select(message => new SQSEvent.SQSMessage { MessageId = "duplicate", Body = message.Body })]));

        Assert.Single(cloud.Executions);
    }

    [Fact]
    public async Task A_start_that_fails_after_the_move_is_made_up_for_when_the_message_comes_again()
    {
        await using var cloud = await Cloud.CreateAsync(fixture);
        var task = await cloud.ScheduleAsync(3 * Minute);
        cloud.StepFunctions.Answer = (_, _) => Wire.Error(HttpStatusCode.InternalServerError, "InternalFailure");

        var unhandled = await cloud.OfferAsync(await cloud.ReceiveAsync());
        Assert.Single(unhandled);
        Assert.Equal(TaskStatus.InProgress, (await cloud.FindAsync(task.Id))!.Status);

        cloud.StepFunctions.Answer = Wire.LetThrough;
        Assert.Empty(await cloud.OfferAsync(unhandled));
        await cloud.ExecuteAsync(Assert.Single(cloud.Executions));
        Assert.Equal(TaskStatus.Completed, (await cloud.FindAsync(task.Id))!.Status);
    }

    [Fact]
    public async Task A_message_that_ends_in_the_dead_letter_queue_costs_its_task_time_and_nothing_else()
    {
        await using var cloud = await Cloud.CreateAsync(fixture);
        var task = await cloud.ScheduleAsync(3 * Minute);
        cloud.StepFunctions.Answer = (_, _) => Wire.Error(HttpStatusCode.InternalServerError, "InternalFailure");
        IReadOnlyList<SQSEvent.SQSMessage> unhandled = await cloud.ReceiveAsync();
        for (var receive = 0; receive < 5; receive++)
        {
            unhandled = await cloud.OfferAsync(unhandled);
        }

        await AssertIsTakenUpAsync(cloud, task);
    }

    [Fact]
    public async Task An_execution_that_is_aborted_without_a_word_is_made_up_for_by_the_sweep()
    {
        await using var cloud = await Cloud.CreateAsync(fixture, express: true);
        var task = await cloud.ScheduleAsync(TimeSpan.FromSeconds(2));
        Assert.Empty(await cloud.PollAsync());
        Assert.Single(cloud.Executions);

        await AssertIsTakenUpAsync(cloud, task);
    }

    [Fact]
    public async Task An_executor_that_dies_after_its_call_is_followed_by_another_once_its_claim_is_over()
    {
        await using var cloud = await Cloud.CreateAsync(fixture);
        var task = await cloud.ScheduleAsync(3 * Minute);
        await cloud.PollAsync();
        var execution = Assert.Single(cloud.Executions);
        cloud.Target.Behaviour = _ => throw new InvalidOperationException("the process is gone");
        await Assert.ThrowsAsync<InvalidOperationException>(() => cloud.ExecuteAsync(execution));

        cloud.Target.Behaviour = _ => Task.FromResult<TargetOutcome>(new TargetOutcome.Succeeded("1"));
        await Assert.ThrowsAsync<ClaimHeldException>(() => cloud.ExecuteAsync(execution, retryCount: 1));
        cloud.Clock.Advance(TimeSpan.FromSeconds(75));
        await cloud.ExecuteAsync(execution, retryCount: 9);

        Assert.Equal(2, cloud.Target.Calls);
        Assert.Equal(TaskStatus.Completed, (await cloud.FindAsync(task.Id))!.Status);
    }

    [Fact]
    public async Task Two_executions_of_one_express_start_make_one_call()
    {
        await using var cloud = await Cloud.CreateAsync(fixture, express: true);
        var task = await cloud.ScheduleAsync(TimeSpan.FromSeconds(2));
        await cloud.PollAsync();
        var execution = Assert.Single(cloud.Executions);
        var called = new TaskCompletionSource();
        var answer = new TaskCompletionSource<TargetOutcome>();
        cloud.Target.Behaviour = _ =>
        {
            called.SetResult();
            return answer.Task;
        };

        var first = cloud.ExecuteAsync(execution, "first");
        await called.Task;
        await Assert.ThrowsAsync<ClaimHeldException>(() => cloud.ExecuteAsync(execution, "second"));
        answer.SetResult(new TargetOutcome.Succeeded("1"));
        await first;
        await cloud.ExecuteAsync(execution, "second", retryCount: 1);

        Assert.Equal(1, cloud.Target.Calls);
        Assert.Equal(TaskStatus.Completed, (await cloud.FindAsync(task.Id))!.Status);
    }

    [Fact]
    public async Task A_deadline_that_ends_cron_half_way_leaves_the_rest_for_the_next_tick()
    {
        await using var cloud = await Cloud.CreateAsync(fixture);
        for (var i = 0; i < 205; i++)
        {
            await cloud.ScheduleAsync(5 * Minute);
        }

        cloud.Clock.Advance(3 * Minute);

        // One batch of a hundred is in the queue; then the time is up.
        cloud.Sqs.Answer = (_, count) => count > 10 ? throw new OperationCanceledException("the deadline") : null;
        await Assert.ThrowsAnyAsync<Exception>(() => cloud.CronAsync());
        cloud.Sqs.Answer = Wire.LetThrough;
        await cloud.PollAsync();
        var begun = cloud.Executions.Count;
        Assert.InRange(begun, 100, 204);

        await cloud.CronAsync();
        await cloud.PollAsync();
        Assert.Equal(205, cloud.Executions.Select(execution => execution["id"]!.GetValue<string>()).Distinct().Count());
        Assert.Equal(205, cloud.Executions.Count);
    }

    [Fact]
    public async Task Cron_stops_at_its_deadline()
    {
        await using var cloud = await Cloud.CreateAsync(fixture);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cloud.CronAsync(timeLeft: TimeSpan.Zero));
    }

    [Fact]
    public async Task One_bad_message_among_ten_is_the_only_one_that_comes_again()
    {
        await using var cloud = await Cloud.CreateAsync(fixture);
        for (var i = 0; i < 9; i++)
        {
            await cloud.ScheduleAsync(3 * Minute);
        }

        var batch = new List<SQSEvent.SQSMessage> { new() { MessageId = "bad", Body = "{}" } };
        while (batch.Count < 10)
        {
            batch.AddRange(await cloud.ReceiveAsync());
        }

        var unhandled = await cloud.OfferAsync(batch);

        Assert.Equal("bad", Assert.Single(unhandled).MessageId);
        Assert.Equal(9, cloud.Executions.Count);
    }

    [Fact]
    public async Task Ten_thousand_due_tasks_are_sent_by_one_run()
    {
        await using var cloud = await Cloud.CreateAsync(fixture);
        await Parallel.ForAsync(0, 10_000, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, _) => await cloud.ScheduleAsync(5 * Minute));
        cloud.Clock.Advance(3 * Minute);
        cloud.ForgetCalls();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await cloud.CronAsync();

        Assert.Equal(1_000, cloud.Calls["sqs:SendMessageBatch"]);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 16 * 1024 * 1024);
    }

    private static async Task AssertIsTakenUpAsync(Cloud cloud, ScheduledTask task)
    {
        cloud.Executions.Clear();
        cloud.StepFunctions.Answer = Wire.LetThrough;
        cloud.Clock.Advance(10 * Minute);

        await cloud.CronAsync();
        Assert.Empty(await cloud.PollAsync());
        await cloud.ExecuteAsync(Assert.Single(cloud.Executions));

        var ended = (await cloud.FindAsync(task.Id))!;
        Assert.Equal((TaskStatus.Completed, 2), (ended.Status, ended.Revision));
        Assert.Equal(1, cloud.Target.Calls);
    }
}
