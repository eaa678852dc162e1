using System.Text.Json;

namespace TasksService.Tests;

public sealed class CallbackTests
{
    private static readonly RetryPolicy Twice = new() { MaxAttempts = 2, Interval = TimeSpan.FromSeconds(10) };

    private readonly World world = new();

    [Fact]
    public async Task A_delivered_task_stays_in_progress_and_its_target_has_the_token()
    {
        var task = await world.StartAsync(completion: Completion.Callback);

        await DeliverAsync(task);

        Assert.Equal("token", Assert.Single(world.Target.Calls).TaskToken);
        Assert.Equal(TaskStatus.InProgress, (await world.FindAsync(task)).Status);
    }

    [Fact]
    public async Task A_delivery_that_fails_is_rescheduled_and_its_execution_told_to_end()
    {
        var task = await world.StartAsync(Twice, Completion.Callback);
        world.Target.Fail();

        await Assert.ThrowsAsync<TaskNotDeliveredException>(() => DeliverAsync(task));

        Assert.Equal((TaskStatus.Scheduled, 2), ((await world.FindAsync(task)).Status, (await world.FindAsync(task)).Revision));
    }

    [Fact]
    public async Task A_delivery_that_fails_for_good_fails_the_task()
    {
        var task = await world.StartAsync(Twice, Completion.Callback);
        world.Target.Fail(isRetryable: false);

        await Assert.ThrowsAsync<TaskNotDeliveredException>(() => DeliverAsync(task));

        Assert.Equal(TaskStatus.Failed, (await world.FindAsync(task)).Status);
    }

    [Fact]
    public async Task A_stale_execution_delivers_nothing()
    {
        var task = await world.StartAsync(Twice, Completion.Callback);

        await Assert.ThrowsAsync<TaskNotDeliveredException>(() => DeliverAsync(task with { Revision = 2 }));

        Assert.Empty(world.Target.Calls);
    }

    [Fact]
    public async Task A_store_that_fails_interrupts_the_delivery_under_a_name_that_the_definition_retries()
    {
        var task = await world.StartAsync(Twice, Completion.Callback);
        world.Store.FailNextWriteWith = new IOException("throttled");

        var interruption = await Assert.ThrowsAsync<DeliveryInterruptedException>(() => DeliverAsync(task));

        Assert.IsType<IOException>(interruption.InnerException);
    }

    [Fact]
    public async Task A_delivery_may_take_thirty_seconds_however_long_the_answer_may()
    {
        var task = await world.StartAsync(Twice with { MaxAttempts = 1 }, Completion.Callback);
        world.Target.Answer = async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            throw new InvalidOperationException("never reached");
        };

        var delivery = DeliverAsync(task);
        world.Clock.Advance(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAsync<TaskNotDeliveredException>(() => delivery);
        Assert.Equal("States.Timeout", (await world.FindAsync(task)).Error);
    }

    [Fact]
    public async Task An_answer_completes_the_task_even_before_the_delivery_has_returned()
    {
        var task = await world.StartAsync(completion: Completion.Callback);
        world.Target.Answer = async (_, _) =>
        {
            await AnswerAsync(new ExecutionAnswer(task.Id, 1, JsonElement.Parse("""{"pizza":"ready"}""")));
            return new TargetOutcome.Succeeded(null);
        };

        await DeliverAsync(task);

        var completed = await world.FindAsync(task);
        Assert.Equal((TaskStatus.Completed, """{"pizza":"ready"}"""), (completed.Status, completed.Output));
    }

    [Theory]
    [InlineData("OvenBroken", "no fire", "OvenBroken")]
    [InlineData(null, null, "TaskFailed")]
    public async Task A_failure_for_the_token_fails_the_task_for_good(string? error, string? cause, string recorded)
    {
        var task = await world.StartAsync(Twice, Completion.Callback);
        await DeliverAsync(task);

        await AnswerAsync(new ExecutionAnswer(task.Id, 1, null, IsFailure: true, error, cause));

        var failed = await world.FindAsync(task);
        Assert.Equal((TaskStatus.Failed, recorded, cause), (failed.Status, failed.Error, failed.Cause));
    }

    [Fact]
    public async Task An_answer_for_an_earlier_revision_changes_nothing()
    {
        var task = await world.StartAsync(Twice, Completion.Callback);
        world.Target.Fail();
        await Assert.ThrowsAsync<TaskNotDeliveredException>(() => DeliverAsync(task));

        await AnswerAsync(new ExecutionAnswer(task.Id, 1, null));

        Assert.Equal(TaskStatus.Scheduled, (await world.FindAsync(task)).Status);
    }

    [Fact]
    public async Task An_output_that_is_too_large_is_cut_and_marked()
    {
        var task = await world.StartAsync(completion: Completion.Callback);
        var large = JsonSerializer.Serialize(new string('ä', 100_000));

        await AnswerAsync(new ExecutionAnswer(task.Id, 1, JsonElement.Parse(large)));

        var completed = await world.FindAsync(task);
        Assert.True(completed.OutputTruncated);
        Assert.True(System.Text.Encoding.UTF8.GetByteCount(completed.Output!) <= TaskOutput.MaxBytes);
        Assert.Equal(System.Text.Json.JsonValueKind.String, JsonElement.Parse(completed.Output!).ValueKind);
    }

    [Fact]
    public async Task A_heartbeat_for_an_open_token_is_remembered_in_the_record()
    {
        var task = await world.StartAsync(completion: Completion.Callback);
        world.Tokens.Add("token");

        Assert.Equal(TokenAnswer.Accepted, await world.Use<HeartbeatReceiver>().BeatAsync("token", task.Id, task.Revision, default));

        Assert.Equal(world.Now, (await world.FindAsync(task)).LastHeartbeatAt);
    }

    [Fact]
    public async Task A_heartbeat_for_an_unknown_token_is_not_remembered()
    {
        var task = await world.StartAsync(completion: Completion.Callback);

        Assert.Equal(TokenAnswer.InvalidToken, await world.Use<HeartbeatReceiver>().BeatAsync("token", task.Id, task.Revision, default));

        Assert.Null((await world.FindAsync(task)).LastHeartbeatAt);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("https://tasks.example.com/dev", 0)]
    [InlineData("tasks.example.com", 1)]
    [InlineData("ftp://tasks.example.com", 1)]
    public void A_public_URL_that_no_receiver_could_call_is_refused(string? publicUrl, int faults) =>
        Assert.Equal(faults, new CallbackOptions { PublicUrl = publicUrl }.Faults().Count());

    [Fact]
    public async Task The_input_of_an_execution_carries_what_the_callback_definition_reads()
    {
        var activity = await world.Use<ScheduleTask>().HandleAsync(
            new NewTask
            {
                Timestamp = world.Now,
                Target = new TaskTarget("activity", """{"type":"activity","input":{"video":7}}"""),
                Timeout = TimeSpan.FromHours(1),
                Heartbeat = TimeSpan.FromSeconds(30),
            },
            default);

        Assert.Equal(
            """{"id":"ID","revision":1,"timestamp":"2026-03-01T12:00:00.000Z","timeoutSeconds":3600,"heartbeatSeconds":30,"activity":{"input":{"video":7}}}"""
                .Replace("ID", activity.Id, StringComparison.Ordinal),
            ExecutionInput.For(activity).ToJson());
    }

    [Fact]
    public async Task The_input_of_an_immediate_tasks_execution_is_its_id_its_revision_and_its_time()
    {
        var task = await world.ScheduleAsync(TimeSpan.FromMilliseconds(1_500));

        Assert.Equal($$"""{"id":"{{task.Id}}","revision":1,"timestamp":"2026-03-01T12:00:01.500Z"}""", ExecutionInput.For(task).ToJson());
    }

    private Task DeliverAsync(ScheduledTask task) =>
        world.Use<TaskExecutor>().ExecuteAsync(new ExecutionAttempt(task.Id, task.Revision, task.DueAt, "execution", 0, "token"), default);

    private Task AnswerAsync(ExecutionAnswer answer) => world.Use<AnswerRecorder>().RecordAsync(answer, default);
}
