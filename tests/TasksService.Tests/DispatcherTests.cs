namespace TasksService.Tests;

public sealed class DispatcherTests
{
    private readonly World world = new();

    [Fact]
    public async Task A_task_is_dispatched_one_lookahead_and_a_tick_before_it_is_due()
    {
        var task = await world.ScheduleAsync(TimeSpan.FromMinutes(10));

        world.Clock.Advance(TimeSpan.FromMinutes(7) - TimeSpan.FromSeconds(1));
        await world.Use<Dispatcher>().DispatchDueAsync(default);
        Assert.Empty(world.Queue.Sent);

        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.Use<Dispatcher>().DispatchDueAsync(default);
        Assert.Equal([task.ToMessage()], world.Queue.Sent);
    }

    [Fact]
    public async Task Ticks_that_fall_at_opposite_ends_of_their_minutes_leave_a_task_its_lookahead()
    {
        await world.ScheduleAsync(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));
        world.Clock.Advance(TimeSpan.FromMinutes(7));
        await world.Use<Dispatcher>().DispatchDueAsync(default);

        world.Clock.Advance(TimeSpan.FromSeconds(119));
        await world.Use<Dispatcher>().DispatchDueAsync(default);

        var message = Assert.Single(world.Queue.Sent);
        Assert.True(message.DueAt - world.Now >= TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_task_that_is_still_scheduled_at_the_next_tick_is_sent_again()
    {
        await world.ScheduleAsync(TimeSpan.Zero);

        await world.Use<Dispatcher>().DispatchDueAsync(default);

        Assert.Equal(2, world.Queue.Sent.Count);
    }

    [Fact]
    public async Task A_task_in_progress_is_dispatched_no_more()
    {
        await world.StartAsync();

        await world.Use<Dispatcher>().DispatchDueAsync(default);

        Assert.Single(world.Queue.Sent);
    }

    [Fact]
    public async Task A_queue_that_fails_fails_the_run_and_the_next_run_sends_everything()
    {
        for (var i = 0; i < 250; i++)
        {
            await world.ScheduleAsync(TimeSpan.FromMinutes(4));
        }

        world.Clock.Advance(TimeSpan.FromMinutes(1));
        world.Queue.FailNextSendWith = new IOException("queue away");
        await Assert.ThrowsAsync<IOException>(() => world.Use<Dispatcher>().DispatchDueAsync(default));
        await world.Use<Dispatcher>().DispatchDueAsync(default);

        Assert.Equal(250, world.Queue.Sent.Select(message => message.TaskId).Distinct().Count());
    }
}
