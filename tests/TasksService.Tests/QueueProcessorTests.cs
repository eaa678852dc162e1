namespace TasksService.Tests;

public sealed class QueueProcessorTests
{
    private readonly World world = new();

    [Fact]
    public async Task A_queued_task_is_moved_to_in_progress_before_its_execution_is_started()
    {
        var task = await world.ScheduleAsync(TimeSpan.FromMinutes(1));

        Assert.Empty(await ReceiveAsync(task));

        var started = Assert.Single(world.Starter.Started);
        Assert.Equal(TaskStatus.InProgress, started.Status);
        Assert.Equal(started, await world.FindAsync(task));
    }

    [Fact]
    public async Task The_deadline_leaves_room_after_the_due_time_for_the_timeout_and_the_executors_own_retries()
    {
        var task = await world.ScheduleAsync(TimeSpan.FromMinutes(1));

        await ReceiveAsync(task);

        Assert.Equal(task.Timestamp + TimeSpan.FromMinutes(3) + TimeSpan.FromSeconds(30), (await world.FindAsync(task)).DeadlineAt);
    }

    [Fact]
    public async Task The_deadline_of_a_task_that_is_late_already_counts_from_now()
    {
        var task = await world.ScheduleAsync(TimeSpan.Zero);
        world.Clock.Advance(TimeSpan.FromHours(5));

        await ReceiveAsync(task);

        Assert.Equal(world.Now + TimeSpan.FromMinutes(3) + TimeSpan.FromSeconds(30), (await world.FindAsync(task)).DeadlineAt);
    }

    [Fact]
    public async Task A_duplicate_message_starts_nothing()
    {
        var task = await world.StartAsync();

        Assert.Empty(await ReceiveAsync(task));

        Assert.Single(world.Starter.Started);
    }

    [Fact]
    public async Task Two_copies_of_a_message_in_one_batch_start_one_execution()
    {
        var message = (await world.ScheduleAsync(TimeSpan.Zero)).ToMessage();

        await world.Use<QueueProcessor>().ProcessAsync([new("r1", message, false), new("r2", message, false)], default);

        Assert.Single(world.Starter.Started);
    }

    [Fact]
    public async Task A_redelivered_message_starts_the_execution_that_its_first_receiver_did_not_live_to_start()
    {
        var task = await world.ScheduleAsync(TimeSpan.Zero);
        await world.Store.TryStartAsync(task.Id, 1, world.Now, world.Now, default);

        Assert.Empty(await ReceiveAsync(task, isRedelivery: true));

        Assert.Single(world.Starter.Started);
    }

    [Fact]
    public async Task A_redelivered_message_for_a_claimed_task_starts_nothing()
    {
        var task = await world.StartAsync();
        await world.Store.ClaimAsync(task.Id, 1, "executor", world.Now.AddMinutes(1), world.Now, default);

        Assert.Empty(await ReceiveAsync(task, isRedelivery: true));

        Assert.Single(world.Starter.Started);
    }

    [Fact]
    public async Task A_message_of_an_older_revision_starts_nothing_even_when_redelivered()
    {
        var task = await world.StartAsync();
        world.Target.Fail();
        await world.ExecuteAsync(task);

        Assert.Empty(await ReceiveAsync(task, isRedelivery: true));

        Assert.Single(world.Starter.Started);
    }

    [Fact]
    public async Task One_bad_message_among_ten_is_the_only_one_that_is_offered_again()
    {
        var tasks = new List<ScheduledTask>();
        for (var i = 0; i < 10; i++)
        {
            tasks.Add(await world.ScheduleAsync(TimeSpan.Zero));
        }

        world.Starter.Refused.Add(tasks[4].Id);
        var unhandled = await world.Use<QueueProcessor>().ProcessAsync([.. tasks.Select(task => new QueuedTask($"receipt of {task.Id}", task.ToMessage(), false))], default);

        Assert.Equal([$"receipt of {tasks[4].Id}"], unhandled);
        Assert.Equal(9, world.Starter.Started.Count);
    }

    [Fact]
    public async Task A_start_that_failed_after_the_move_is_made_good_by_the_redelivery()
    {
        var task = await world.ScheduleAsync(TimeSpan.Zero);
        world.Starter.Refused.Add(task.Id);
        Assert.Equal(["receipt"], await ReceiveAsync(task));
        world.Starter.Refused.Clear();

        Assert.Empty(await ReceiveAsync(task, isRedelivery: true));

        Assert.Single(world.Starter.Started);
    }

    private Task<IReadOnlyCollection<string>> ReceiveAsync(ScheduledTask task, bool isRedelivery = false) =>
        world.Use<QueueProcessor>().ProcessAsync([new QueuedTask("receipt", task.ToMessage(), isRedelivery)], default);
}
