namespace TasksService.Tests;

public sealed class ScheduleTaskTests
{
    private readonly World world = new();

    [Fact]
    public async Task A_task_is_stored_as_scheduled_under_its_first_revision()
    {
        var task = await world.ScheduleAsync(TimeSpan.FromHours(1));

        Assert.Equal(task, await world.FindAsync(task));
        Assert.Equal((TaskStatus.Scheduled, 1), (task.Status, task.Revision));
    }

    [Fact]
    public async Task A_task_due_within_the_short_term_window_goes_straight_to_the_queue()
    {
        var task = await world.ScheduleAsync(TimeSpan.FromMinutes(3));

        Assert.Equal([task.ToMessage()], world.Queue.Sent);
    }

    [Fact]
    public async Task A_task_due_later_waits_for_the_dispatcher()
    {
        await world.ScheduleAsync(TimeSpan.FromMinutes(3) + TimeSpan.FromMilliseconds(1));

        Assert.Empty(world.Queue.Sent);
    }

    [Fact]
    public async Task A_task_that_could_not_be_stored_is_not_accepted_and_not_queued()
    {
        world.Store.FailNextWriteWith = new IOException("disk full");

        await Assert.ThrowsAsync<IOException>(() => world.ScheduleAsync(TimeSpan.Zero));
        Assert.Empty(world.Queue.Sent);
    }

    [Fact]
    public async Task A_stored_task_that_could_not_be_queued_is_accepted_and_sent_by_the_next_tick()
    {
        world.Queue.FailNextSendWith = new IOException("queue away");

        var task = await world.ScheduleAsync(TimeSpan.FromSeconds(3));
        await world.Use<Dispatcher>().DispatchDueAsync(default);

        Assert.Equal([task.ToMessage()], world.Queue.Sent);
    }
}
