using Xunit;

namespace TasksService.Testing;

/// <summary>What every store must do, whatever it stores in. A store's test class inherits every fact.</summary>
public abstract class TaskStoreContract
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    [Fact]
    public async Task A_created_task_is_found_as_it_was_created()
    {
        var store = await CreateAsync();
        var task = Full(NewTask("a"));

        await store.CreateAsync(task, default);

        Assert.Equal(task, await store.FindAsync("a", default));
    }

    [Fact]
    public async Task A_task_without_a_target_is_found_without_one()
    {
        var store = await CreateAsync();

        await store.CreateAsync(NewTask("a"), default);

        Assert.Equal(NewTask("a"), await store.FindAsync("a", default));
    }

    [Fact]
    public async Task A_task_that_was_never_created_is_not_found()
    {
        var store = await CreateAsync();

        Assert.Null(await store.FindAsync("nobody", default));
    }

    [Fact]
    public async Task Due_tasks_come_soonest_first_and_later_ones_not_at_all()
    {
        var store = await CreateAsync();
        await store.CreateAsync(NewTask("later", Noon + (2 * Minute)), default);
        await store.CreateAsync(NewTask("second", Noon + Minute), default);
        await store.CreateAsync(NewTask("first", Noon), default);

        var due = await store.DueAsync(Noon + Minute, default).ToListAsync();

        Assert.Equal([new TaskMessage("first", 1, Noon), new TaskMessage("second", 1, Noon + Minute)], due);
    }

    [Fact]
    public async Task A_task_is_due_at_the_whole_second_at_or_before_its_time()
    {
        var store = await CreateAsync();
        await store.CreateAsync(NewTask("a", Noon.AddMilliseconds(999)), default);

        Assert.Equal([new TaskMessage("a", 1, Noon)], await store.DueAsync(Noon, default).ToListAsync());
    }

    [Fact]
    public async Task Every_due_task_is_listed_however_many_there_are()
    {
        var store = await CreateAsync();
        await Task.WhenAll(Enumerable.Range(0, 1_500).Select(i => store.CreateAsync(NewTask($"task-{i}", Noon.AddSeconds(i % 60)), default)));

        var due = await store.DueAsync(Noon + Minute, default).Select(message => message.TaskId).ToListAsync();

        Assert.Equal(1_500, due.Distinct().Count());
        Assert.Equal(1_500, due.Count);
    }

    [Fact]
    public async Task A_started_task_is_in_progress_with_its_deadline_and_is_due_no_more()
    {
        var store = await CreateAsync();
        await store.CreateAsync(NewTask("a"), default);

        var started = await store.TryStartAsync("a", 1, Noon + Minute, Noon, default);

        Assert.Equal(NewTask("a") with { Status = TaskStatus.InProgress, DeadlineAt = Noon + Minute + TimeSpan.FromSeconds(30), LastUpdatedAt = Noon }, started);
        Assert.Equal(started, await store.FindAsync("a", default));
        Assert.Empty(await store.DueAsync(Noon + Minute, default).ToListAsync());
    }

    [Fact]
    public async Task Of_many_who_start_a_task_exactly_one_succeeds()
    {
        var store = await CreateAsync();
        await store.CreateAsync(NewTask("a"), default);

        var starts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => store.TryStartAsync("a", 1, Noon + Minute, Noon, default))));

        Assert.Single(starts, start => start is not null);
    }

    [Theory]
    [InlineData("nobody", 1)]
    [InlineData("a", 2)]
    public async Task A_task_is_not_started_under_another_id_or_revision(string id, int revision)
    {
        var store = await CreateAsync();
        await store.CreateAsync(NewTask("a"), default);

        Assert.Null(await store.TryStartAsync(id, revision, Noon + Minute, Noon, default));
        Assert.Equal(TaskStatus.Scheduled, (await store.FindAsync("a", default))!.Status);
    }

    [Fact]
    public async Task A_started_task_is_found_unclaimed_until_somebody_claims_it()
    {
        var store = await StartedAsync("a");

        Assert.Equal("a", (await store.FindUnclaimedAsync("a", 1, Noon, default))?.Id);
        Assert.Null(await store.FindUnclaimedAsync("a", 2, Noon, default));

        await store.ClaimAsync("a", 1, "x", Noon + Minute, Noon, default);

        Assert.Null(await store.FindUnclaimedAsync("a", 1, Noon, default));
        Assert.NotNull(await store.FindUnclaimedAsync("a", 1, Noon + Minute, default));
    }

    [Fact]
    public async Task A_claim_gives_the_task_and_says_when_its_attempt_began()
    {
        var store = await StartedAsync("a");

        var granted = Assert.IsType<ClaimResult.Granted>(await store.ClaimAsync("a", 1, "x", Noon + Minute, Noon, default));

        Assert.Equal("a", granted.Task.Id);
        Assert.Equal(Noon, granted.Task.StartedAt);
        Assert.Equal(Noon, (await store.FindAsync("a", default))!.StartedAt);
    }

    [Fact]
    public async Task Of_many_who_claim_a_task_exactly_one_gets_it()
    {
        var store = await StartedAsync("a");

        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => store.ClaimAsync("a", 1, $"executor {i}", Noon + Minute, Noon, default))));

        Assert.Single(claims.OfType<ClaimResult.Granted>());
        Assert.Equal(19, claims.OfType<ClaimResult.Held>().Count());
    }

    [Fact]
    public async Task A_claim_is_held_until_it_ends_even_against_the_same_claimant()
    {
        var store = await StartedAsync("a");
        await store.ClaimAsync("a", 1, "x", Noon + Minute, Noon, default);

        var held = Assert.IsType<ClaimResult.Held>(await store.ClaimAsync("a", 1, "x", Noon + (2 * Minute), Noon.AddSeconds(59), default));

        Assert.Equal(Noon + Minute, held.Until);
        Assert.IsType<ClaimResult.Granted>(await store.ClaimAsync("a", 1, "y", Noon + (2 * Minute), Noon + Minute, default));
    }

    [Fact]
    public async Task A_task_that_is_not_in_progress_under_that_revision_cannot_be_claimed()
    {
        var store = await StartedAsync("a");
        await store.CreateAsync(NewTask("scheduled"), default);

        Assert.IsType<ClaimResult.Gone>(await store.ClaimAsync("a", 2, "x", Noon + Minute, Noon, default));
        Assert.IsType<ClaimResult.Gone>(await store.ClaimAsync("scheduled", 1, "x", Noon + Minute, Noon, default));
        Assert.IsType<ClaimResult.Gone>(await store.ClaimAsync("nobody", 1, "x", Noon + Minute, Noon, default));
    }

    [Fact]
    public async Task A_completed_task_keeps_its_output_and_an_end()
    {
        var store = await StartedAsync("a");
        var claimed = await ClaimAsync(store, "a", "x");
        var completed = claimed.Complete("""{"statusCode":200}""", truncated: true, Noon.AddSeconds(1), Month);

        Assert.Equal(RecordResult.Recorded, await store.RecordAsync(claimed, completed, "x", default));

        Assert.Equal(completed, await store.FindAsync("a", default));
    }

    [Fact]
    public async Task A_failed_task_keeps_its_error_and_cause()
    {
        var store = await StartedAsync("a");
        var claimed = await ClaimAsync(store, "a", "x");
        var failed = claimed.Fail("Http.404", "not here", Noon.AddSeconds(1), Month);

        Assert.Equal(RecordResult.Recorded, await store.RecordAsync(claimed, failed, "x", default));

        Assert.Equal(failed, await store.FindAsync("a", default));
    }

    [Fact]
    public async Task A_rescheduled_task_is_due_again_under_its_next_revision()
    {
        var store = await StartedAsync("a");
        var claimed = await ClaimAsync(store, "a", "x");
        var next = claimed.RetryAt(Noon + Minute, "Http.503", "busy", Noon.AddSeconds(1));

        Assert.Equal(RecordResult.Recorded, await store.RecordAsync(claimed, next, "x", default));

        Assert.Equal(next, await store.FindAsync("a", default));
        Assert.Equal([new TaskMessage("a", 2, Noon + Minute)], await store.DueAsync(Noon + Minute, default).ToListAsync());
        Assert.Null(await store.TryStartAsync("a", 1, Noon + Minute, Noon, default));
        Assert.Equal(2, (await store.TryStartAsync("a", 2, Noon + Minute, Noon, default))?.Revision);
        Assert.IsType<ClaimResult.Granted>(await store.ClaimAsync("a", 2, "y", Noon + Minute, Noon.AddSeconds(1), default));
    }

    [Fact]
    public async Task Who_has_lost_the_claim_records_nothing()
    {
        var store = await StartedAsync("a");
        var lost = await ClaimAsync(store, "a", "x");
        await store.ClaimAsync("a", 1, "y", Noon + (3 * Minute), Noon + (2 * Minute), default);

        Assert.Equal(RecordResult.Stale, await store.RecordAsync(lost, lost.Complete(null, false, Noon + (2 * Minute), Month), "x", default));

        Assert.Equal(TaskStatus.InProgress, (await store.FindAsync("a", default))!.Status);
    }

    [Fact]
    public async Task Without_a_claim_nothing_is_recorded_while_somebody_is_at_work()
    {
        var store = await StartedAsync("a");
        var claimed = await ClaimAsync(store, "a", "x");

        Assert.Equal(RecordResult.Claimed, await store.RecordAsync(claimed, claimed.Fail("e", "c", Noon.AddSeconds(59), Month), null, default));
        Assert.Equal(RecordResult.Recorded, await store.RecordAsync(claimed, claimed.Fail("e", "c", Noon + Minute, Month), null, default));
    }

    [Fact]
    public async Task Nothing_is_recorded_twice()
    {
        var store = await StartedAsync("a");
        var claimed = await ClaimAsync(store, "a", "x");
        await store.RecordAsync(claimed, claimed.Complete("1", false, Noon, Month), "x", default);

        Assert.Equal(RecordResult.Stale, await store.RecordAsync(claimed, claimed.Fail("e", "c", Noon, Month), "x", default));
        Assert.Equal(RecordResult.Stale, await store.RecordAsync(claimed, claimed.Fail("e", "c", Noon + (5 * Minute), Month), null, default));
        Assert.Equal(TaskStatus.Completed, (await store.FindAsync("a", default))!.Status);
    }

    [Fact]
    public async Task An_answer_ends_a_task_even_while_its_delivery_is_under_way()
    {
        var store = await StartedAsync("a");
        var claimed = await ClaimAsync(store, "a", "x");
        var completed = claimed.Complete("1", false, Noon, Month);

        Assert.True(await store.AnswerAsync(claimed, completed, default));

        Assert.Equal(completed, await store.FindAsync("a", default));
        Assert.Equal(RecordResult.Stale, await store.RecordAsync(claimed, claimed.Fail("e", "c", Noon, Month), "x", default));
    }

    [Fact]
    public async Task A_second_answer_or_one_for_another_revision_changes_nothing()
    {
        var store = await StartedAsync("a");
        var task = (await store.FindAsync("a", default))!;
        var stale = task with { Revision = 2 };

        Assert.False(await store.AnswerAsync(stale, stale.Fail("e", "c", Noon, Month), default));
        Assert.True(await store.AnswerAsync(task, task.Complete("1", false, Noon, Month), default));
        Assert.False(await store.AnswerAsync(task, task.Fail("e", "c", Noon, Month), default));

        Assert.Equal(TaskStatus.Completed, (await store.FindAsync("a", default))!.Status);
    }

    [Fact]
    public async Task A_heartbeat_is_remembered_while_the_task_is_in_progress_under_that_revision()
    {
        var store = await StartedAsync("a");
        await store.CreateAsync(NewTask("scheduled"), default);

        Assert.True(await store.TryBeatAsync("a", 1, Noon.AddSeconds(7), default));
        Assert.False(await store.TryBeatAsync("a", 2, Noon.AddSeconds(8), default));
        Assert.False(await store.TryBeatAsync("scheduled", 1, Noon.AddSeconds(8), default));
        Assert.False(await store.TryBeatAsync("nobody", 1, Noon.AddSeconds(8), default));

        Assert.Equal(Noon.AddSeconds(7), (await store.FindAsync("a", default))!.LastHeartbeatAt);
    }

    [Fact]
    public async Task Only_tasks_past_their_deadline_are_overdue()
    {
        var store = await StartedAsync("a");
        await store.CreateAsync(NewTask("scheduled"), default);
        await store.CreateAsync(NewTask("ended"), default);
        var ended = (await store.TryStartAsync("ended", 1, Noon + Minute, Noon, default))!;
        await store.RecordAsync(ended, ended.Fail("e", null, Noon, Month), null, default);
        var deadline = Noon + Minute + TimeSpan.FromSeconds(30);

        Assert.Empty(await store.OverdueAsync(deadline, default).ToListAsync());
        Assert.Equal([new TaskMessage("a", 1, Noon)], await store.OverdueAsync(deadline.AddSeconds(1), default).ToListAsync());
    }

    /// <summary>An empty store.</summary>
    protected abstract Task<ITaskStore> CreateAsync();

    private static ScheduledTask NewTask(string id, DateTimeOffset? timestamp = null) => new()
    {
        Id = id,
        Timestamp = timestamp ?? Noon,
        CreatedAt = Noon - Minute,
        LastUpdatedAt = Noon - Minute,
    };

    private static ScheduledTask Full(ScheduledTask task) => task with
    {
        Timestamp = Noon.AddMilliseconds(123),
        Target = new TaskTarget("http", """{"type":"http","url":"https://example.com/ä?q=1","body":{"n":1.50,"list":[null,true]}}"""),
        Retry = new RetryPolicy { MaxAttempts = 7, Interval = TimeSpan.FromSeconds(2), BackoffRate = 1.5, MaxInterval = TimeSpan.FromMinutes(10), Jitter = JitterStrategy.Full },
        Timeout = TimeSpan.FromSeconds(12),
        Heartbeat = TimeSpan.FromSeconds(5),
        Completion = Completion.Callback,
    };

    private static async Task<ScheduledTask> ClaimAsync(ITaskStore store, string id, string claimant) =>
        Assert.IsType<ClaimResult.Granted>(await store.ClaimAsync(id, 1, claimant, Noon + Minute, Noon, default)).Task;

    private async Task<ITaskStore> StartedAsync(string id)
    {
        var store = await CreateAsync();
        await store.CreateAsync(NewTask(id), default);
        await store.TryStartAsync(id, 1, Noon + Minute, Noon, default);
        return store;
    }
}
