namespace TasksService.Tests;

public sealed class TaskExecutorTests
{
    private static readonly RetryPolicy Twice = new() { MaxAttempts = 2, Interval = TimeSpan.FromSeconds(10) };

    private readonly World world = new();

    [Fact]
    public async Task A_task_whose_target_answers_is_completed_with_the_answer()
    {
        var task = await world.StartAsync();

        await world.ExecuteAsync(task);

        var completed = await world.FindAsync(task);
        Assert.Equal((TaskStatus.Completed, "\"ok\"", 1), (completed.Status, completed.Output, completed.Attempts));
    }

    [Fact]
    public async Task A_task_without_a_target_just_completes()
    {
        var task = await world.Use<ScheduleTask>().HandleAsync(new NewTask { Timestamp = world.Now }, default);
        await world.Store.TryStartAsync(task.Id, 1, world.Now, world.Now, default);

        await world.ExecuteAsync(task);

        Assert.Equal(TaskStatus.Completed, (await world.FindAsync(task)).Status);
    }

    [Fact]
    public async Task The_target_is_never_called_early_however_early_the_execution_wakes()
    {
        var task = await world.ScheduleAsync(TimeSpan.FromMilliseconds(900));
        await world.Store.TryStartAsync(task.Id, 1, world.Now, world.Now, default);

        var execution = world.ExecuteAsync(task);
        world.Clock.Advance(TimeSpan.FromMilliseconds(899));
        Assert.Empty(world.Target.Calls);
        world.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await execution;

        Assert.Equal(task.Timestamp, Assert.Single(world.Target.Calls).At);
    }

    [Fact]
    public async Task Two_executors_of_one_task_make_one_call_and_the_loser_says_until_when_to_wait()
    {
        var task = await world.StartAsync();
        var answer = new TaskCompletionSource<TargetOutcome>();
        world.Target.Answer = (_, _) => answer.Task;
        var first = world.ExecuteAsync(task, "first");

        var refusal = await Assert.ThrowsAsync<ClaimHeldException>(() => world.ExecuteAsync(task, "second"));
        answer.SetResult(new TargetOutcome.Succeeded(null));
        await first;

        Assert.Equal(world.Now + TimeSpan.FromSeconds(75), refusal.Until);
        Assert.Single(world.Target.Calls);
    }

    [Fact]
    public async Task An_executor_that_died_after_its_claim_is_followed_by_its_retry_once_the_claim_is_over()
    {
        var task = await world.StartAsync();
        await world.Store.ClaimAsync(task.Id, 1, "execution#0", world.Now + TimeSpan.FromSeconds(75), world.Now, default);

        await Assert.ThrowsAsync<ClaimHeldException>(() => world.ExecuteAsync(task, retryCount: 1));
        world.Clock.Advance(TimeSpan.FromSeconds(75));
        await world.ExecuteAsync(task, retryCount: 2);

        Assert.Equal(TaskStatus.Completed, (await world.FindAsync(task)).Status);
    }

    [Fact]
    public async Task An_execution_of_an_ended_task_calls_nothing()
    {
        var task = await world.StartAsync();
        await world.ExecuteAsync(task);

        await world.ExecuteAsync(task, "again");

        Assert.Single(world.Target.Calls);
    }

    [Fact]
    public async Task A_failed_attempt_is_rescheduled_under_the_next_revision_and_queued_when_it_is_soon()
    {
        var task = await world.StartAsync(Twice);
        world.Target.Fail();

        await world.ExecuteAsync(task);

        var next = await world.FindAsync(task);
        Assert.Equal((TaskStatus.Scheduled, 2, 1, "Http.503", "busy"), (next.Status, next.Revision, next.Attempts, next.Error, next.Cause));
        Assert.Equal(world.Now.AddSeconds(10), next.NextAttemptAt);
        Assert.Equal(next.ToMessage(), world.Queue.Sent.Last());
    }

    [Fact]
    public async Task An_attempt_that_is_far_off_waits_in_the_store_for_the_dispatcher()
    {
        var task = await world.StartAsync(Twice with { Interval = TimeSpan.FromMinutes(30) });
        world.Target.Fail();

        await world.ExecuteAsync(task);

        Assert.Single(world.Queue.Sent);
    }

    [Fact]
    public async Task An_execution_of_the_revision_before_calls_nothing()
    {
        var task = await world.StartAsync(Twice);
        world.Target.Fail();
        await world.ExecuteAsync(task);

        await world.ExecuteAsync(task, "stale");

        Assert.Single(world.Target.Calls);
    }

    [Fact]
    public async Task A_task_whose_attempts_are_used_up_is_failed_with_the_last_error()
    {
        var task = await world.StartAsync(Twice with { MaxAttempts = 1 });
        world.Target.Fail();

        await world.ExecuteAsync(task);

        var failed = await world.FindAsync(task);
        Assert.Equal((TaskStatus.Failed, "Http.503", "busy", 1), (failed.Status, failed.Error, failed.Cause, failed.Attempts));
    }

    [Fact]
    public async Task A_refusal_that_no_retry_can_mend_fails_the_task_at_once()
    {
        var task = await world.StartAsync(Twice);
        world.Target.Fail(isRetryable: false);

        await world.ExecuteAsync(task);

        Assert.Equal(TaskStatus.Failed, (await world.FindAsync(task)).Status);
    }

    [Theory]
    [InlineData(3, 10)]
    [InlineData(60, 60)]
    [InlineData(1_000_000, 86_400)]
    public async Task The_wait_that_a_target_asks_for_is_honoured_when_it_is_longer_than_the_policys_and_up_to_a_day(int asked, int waited)
    {
        var task = await world.StartAsync(Twice);
        world.Target.Fail(retryAfter: TimeSpan.FromSeconds(asked));

        await world.ExecuteAsync(task);

        Assert.Equal(world.Now.AddSeconds(waited), (await world.FindAsync(task)).NextAttemptAt);
    }

    [Fact]
    public async Task A_target_that_takes_longer_than_the_timeout_is_given_up_and_tried_again()
    {
        var task = await world.StartAsync(Twice);
        world.Target.Answer = async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            throw new InvalidOperationException("never reached");
        };

        var execution = world.ExecuteAsync(task);
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        await execution;

        Assert.Equal((TaskStatus.Scheduled, "States.Timeout"), ((await world.FindAsync(task)).Status, (await world.FindAsync(task)).Error));
    }

    [Fact]
    public async Task A_host_without_the_targets_type_fails_the_task_and_names_the_type()
    {
        var task = await world.Use<ScheduleTask>().HandleAsync(new NewTask { Timestamp = world.Now, Target = new TaskTarget("fax", "{}") }, default);
        await world.Store.TryStartAsync(task.Id, 1, world.Now, world.Now, default);

        await world.ExecuteAsync(task);

        var failed = await world.FindAsync(task);
        Assert.Equal(("Target.Unknown", TaskStatus.Failed), (failed.Error, failed.Status));
        Assert.Contains("fax", failed.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_comes_after_the_claim_was_lost_is_not_recorded()
    {
        var task = await world.StartAsync();
        world.Target.Answer = async (_, _) =>
        {
            world.Clock.Advance(TimeSpan.FromSeconds(80));
            await world.Store.ClaimAsync(task.Id, 1, "other", world.Now.AddMinutes(1), world.Now, default);
            return new TargetOutcome.Succeeded("\"late\"");
        };

        await world.ExecuteAsync(task);

        Assert.Equal(TaskStatus.InProgress, (await world.FindAsync(task)).Status);
    }

    [Fact]
    public async Task A_record_that_cannot_be_written_fails_the_executor_so_that_its_caller_tries_again()
    {
        var task = await world.StartAsync();
        world.Target.Answer = (_, _) =>
        {
            world.Store.FailNextWriteWith = new IOException("throttled");
            return Task.FromResult<TargetOutcome>(new TargetOutcome.Succeeded(null));
        };

        await Assert.ThrowsAsync<IOException>(() => world.ExecuteAsync(task));
    }
}
