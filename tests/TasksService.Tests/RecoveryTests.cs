namespace TasksService.Tests;

public sealed class RecoveryTests
{
    private static readonly RetryPolicy Twice = new() { MaxAttempts = 2, Interval = TimeSpan.FromSeconds(10) };

    private readonly World world = new();

    [Fact]
    public async Task What_the_executor_could_not_do_counts_as_a_failed_attempt()
    {
        var task = await world.StartAsync(Twice);

        await HandleAsync(task);

        var next = await world.FindAsync(task);
        Assert.Equal((TaskStatus.Scheduled, 1, "Lambda.Unknown"), (next.Status, next.Attempts, next.Error));
    }

    [Fact]
    public async Task The_last_attempt_that_the_executor_could_not_do_fails_the_task()
    {
        var task = await world.StartAsync(Twice with { MaxAttempts = 1 });

        await HandleAsync(task);

        Assert.Equal(TaskStatus.Failed, (await world.FindAsync(task)).Status);
    }

    [Fact]
    public async Task A_failure_is_not_recorded_while_the_executor_is_still_at_work()
    {
        var task = await world.StartAsync();
        await world.Store.ClaimAsync(task.Id, 1, "executor", world.Now.AddMinutes(1), world.Now, default);

        await Assert.ThrowsAsync<ClaimHeldException>(() => HandleAsync(task));

        Assert.Equal(TaskStatus.InProgress, (await world.FindAsync(task)).Status);
    }

    [Fact]
    public async Task A_failure_of_an_execution_whose_task_has_ended_changes_nothing()
    {
        var task = await world.StartAsync();
        await world.ExecuteAsync(task);

        await HandleAsync(task);

        Assert.Equal(TaskStatus.Completed, (await world.FindAsync(task)).Status);
    }

    [Fact]
    public async Task A_task_in_progress_before_its_deadline_is_left_alone()
    {
        var task = await world.StartAsync();

        world.Clock.AdvanceTo(task.DeadlineAt!.Value);
        await world.Use<Sweeper>().SweepAsync(default);

        Assert.Equal(TaskStatus.InProgress, (await world.FindAsync(task)).Status);
    }

    [Fact]
    public async Task A_task_stuck_past_its_deadline_is_taken_up_at_once_under_the_next_revision()
    {
        var task = await world.StartAsync(Twice);

        await SweepPastDeadlineAsync(task);

        var next = await world.FindAsync(task);
        Assert.Equal((TaskStatus.Scheduled, 2, 1, world.Now), (next.Status, next.Revision, next.Attempts, next.DueAt));
        Assert.Equal(next.ToMessage(), world.Queue.Sent.Last());
    }

    [Fact]
    public async Task A_task_that_kills_its_executor_ends_failed_and_not_in_a_circle()
    {
        var task = await world.StartAsync(Twice);

        for (var i = 0; i < 2; i++)
        {
            await SweepPastDeadlineAsync(await world.FindAsync(task));
            await world.Use<QueueProcessor>().ProcessAsync([new QueuedTask("r", world.Queue.Sent.Last(), false)], default);
        }

        var failed = await world.FindAsync(task);
        Assert.Equal((TaskStatus.Failed, "States.Timeout", 2), (failed.Status, failed.Error, failed.Attempts));
    }

    [Fact]
    public async Task A_callback_that_never_came_fails_with_a_timeout()
    {
        var task = await world.StartAsync(Twice, Completion.Callback);

        await SweepPastDeadlineAsync(task);

        var failed = await world.FindAsync(task);
        Assert.Equal((TaskStatus.Failed, "States.Timeout"), (failed.Status, failed.Error));
    }

    [Fact]
    public async Task A_task_that_is_being_executed_is_not_taken_up_even_past_its_deadline()
    {
        var task = await world.StartAsync();
        world.Clock.AdvanceTo(task.DeadlineAt!.Value.AddSeconds(1));
        await world.Store.ClaimAsync(task.Id, 1, "executor", world.Now.AddMinutes(1), world.Now, default);

        await world.Use<Sweeper>().SweepAsync(default);

        Assert.Equal(TaskStatus.InProgress, (await world.FindAsync(task)).Status);
    }

    private Task HandleAsync(ScheduledTask task) =>
        world.Use<FailureHandler>().HandleAsync(new ExecutionFailure(task.Id, task.Revision, "Lambda.Unknown", "crashed"), default);

    private Task SweepPastDeadlineAsync(ScheduledTask task)
    {
        world.Clock.AdvanceTo(task.DeadlineAt!.Value.AddSeconds(1));
        return world.Use<Sweeper>().SweepAsync(default);
    }
}
