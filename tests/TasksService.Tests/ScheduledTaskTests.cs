namespace TasksService.Tests;

public sealed class ScheduledTaskTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    private readonly ScheduledTask scheduled = new() { Id = "a", Timestamp = Noon, CreatedAt = Noon, LastUpdatedAt = Noon };

    [Fact]
    public void An_ended_task_says_when_it_ended_and_when_its_record_may_go()
    {
        var completed = scheduled.Start(Noon, Noon).Complete("1", false, Noon.AddSeconds(1), Month);

        Assert.Equal((TaskStatus.Completed, 1), (completed.Status, completed.Attempts));
        Assert.Equal((Noon.AddSeconds(1), Noon.AddSeconds(1) + Month), (completed.CompletedAt, completed.ExpiresAt));
        Assert.Null(completed.DeadlineAt);
    }

    [Fact]
    public void A_task_that_succeeds_in_the_end_does_not_keep_the_error_of_an_earlier_attempt()
    {
        var completed = scheduled.Start(Noon, Noon).RetryAt(Noon, "e", "c", Noon).Start(Noon, Noon).Complete(null, false, Noon, Month);

        Assert.Equal((2, 2, null, null), (completed.Revision, completed.Attempts, completed.Error, completed.Cause));
    }

    [Fact]
    public void A_rescheduled_task_is_due_at_its_next_attempt_and_keeps_the_time_that_was_asked_for()
    {
        var next = scheduled.Start(Noon, Noon).RetryAt(Noon.AddMinutes(1), "e", "c", Noon);

        Assert.Equal((TaskStatus.Scheduled, Noon, Noon.AddMinutes(1)), (next.Status, next.Timestamp, next.DueAt));
    }

    [Fact]
    public void A_scheduled_task_cannot_end_without_having_started()
    {
        var refusal = Assert.Throws<TaskStatusException>(() => scheduled.Complete(null, false, Noon, Month));

        Assert.Equal(("a", TaskStatus.Scheduled, TaskStatus.Completed), (refusal.TaskId, refusal.Status, refusal.Next));
    }

    [Fact]
    public void An_ended_task_cannot_start_again()
    {
        var failed = scheduled.Start(Noon, Noon).Fail("e", "c", Noon, Month);

        Assert.Throws<TaskStatusException>(() => failed.Start(Noon, Noon));
        Assert.Throws<TaskStatusException>(() => failed.RetryAt(Noon, "e", "c", Noon));
    }
}
