using Microsoft.Extensions.Options;
using TasksService.Testing;

namespace TasksService.Embedded.Tests;

public sealed class EmbeddedHostTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("embedded-host-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task A_task_due_soon_waits_in_progress_and_is_executed_at_its_time_and_not_before()
    {
        await using var host = await RunningHost.StartAsync(data);
        var task = await host.ScheduleAsync(TimeSpan.FromSeconds(3));
        await host.ExpectAsync(task.Id, TaskStatus.InProgress);
        await UntilAsync(() => Task.FromResult(host.Clock.NextTimer == task.Timestamp));

        host.Clock.Advance(TimeSpan.FromMilliseconds(2_999));
        Assert.Equal(0, host.Target.Calls);

        host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var call = await host.Target.CalledAsync();

        Assert.Equal(task.Id, call.Task.Id);
        Assert.Equal(task.Timestamp, call.At);
        var done = await host.ExpectAsync(task.Id, TaskStatus.Completed);
        Assert.Equal("\"done\"", done.Output);
        Assert.Equal(1, done.Attempts);
        Assert.Equal(task.Timestamp, done.StartedAt);
    }

    [Fact]
    public async Task A_task_due_later_is_dispatched_by_the_tick()
    {
        await using var host = await RunningHost.StartAsync(data);
        var task = await host.ScheduleAsync(TimeSpan.FromMinutes(10));

        await LetPassAsync(host, minutes: 6);
        Assert.Equal(TaskStatus.Scheduled, (await host.Tasks.FindAsync(task.Id, default))!.Status);

        await LetPassAsync(host, minutes: 1);
        await host.ExpectAsync(task.Id, TaskStatus.InProgress);

        await LetPassAsync(host, minutes: 3);
        await host.ExpectAsync(task.Id, TaskStatus.Completed);
    }

    [Fact]
    public async Task A_failed_attempt_is_made_again_as_the_policy_says()
    {
        await using var host = await RunningHost.StartAsync(data);
        host.Target.Answer = (call, _) => Task.FromResult<TargetOutcome>(
            call.Task.Attempts < 1 ? new TargetOutcome.Failed("Http.503", "busy", IsRetryable: true) : new TargetOutcome.Succeeded(null));
        var task = await host.ScheduleAsync(TimeSpan.Zero);
        await host.Target.CalledAsync();
        await UntilAsync(async () => (await host.Tasks.FindAsync(task.Id, default)) is { Revision: 2, Status: TaskStatus.InProgress });

        host.Clock.Advance(TimeSpan.FromSeconds(5));

        await host.Target.CalledAsync();
        var done = await host.ExpectAsync(task.Id, TaskStatus.Completed);
        Assert.Equal(2, done.Attempts);
        Assert.Equal(2, done.Revision);
    }

    [Fact]
    public async Task A_target_that_does_not_answer_in_time_fails_the_attempt()
    {
        await using var host = await RunningHost.StartAsync(data);
        host.Target.Answer = async (_, timeout) =>
        {
            await Task.Delay(Timeout.Infinite, timeout);
            return new TargetOutcome.Succeeded(null);
        };
        var task = await host.ScheduleAsync(TimeSpan.Zero, timeout: TimeSpan.FromSeconds(4), retry: new RetryPolicy { MaxAttempts = 1 });
        await host.Target.CalledAsync();

        host.Clock.Advance(TimeSpan.FromSeconds(4));

        var failed = await host.ExpectAsync(task.Id, TaskStatus.Failed);
        Assert.Equal("States.Timeout", failed.Error);
    }

    [Fact]
    public async Task What_waits_when_the_host_stops_is_executed_by_the_next_one()
    {
        var clock = new ManualClock();
        string soon, later;
        await using (var host = await RunningHost.StartAsync(data, clock))
        {
            soon = (await host.ScheduleAsync(TimeSpan.FromMinutes(1))).Id;
            later = (await host.ScheduleAsync(TimeSpan.FromMinutes(30))).Id;
            await host.ExpectAsync(soon, TaskStatus.InProgress);
            await host.StopAsync();
            Assert.Equal(0, host.Target.Calls);
        }

        clock.Advance(TimeSpan.FromHours(1));
        await using var next = await RunningHost.StartAsync(data, clock);

        await next.ExpectAsync(soon, TaskStatus.Completed);
        await next.ExpectAsync(later, TaskStatus.Completed);
        Assert.Equal(2, next.Target.Calls);
    }

    [Fact]
    public async Task A_stop_waits_for_the_calls_that_are_open_and_records_them()
    {
        var answer = new TaskCompletionSource<TargetOutcome>();
        var clock = new ManualClock();
        string id;
        await using (var host = await RunningHost.StartAsync(data, clock))
        {
            host.Target.Answer = (_, _) => answer.Task;
            id = (await host.ScheduleAsync(TimeSpan.Zero)).Id;
            await host.Target.CalledAsync();

            var stop = host.StopAsync();
            Assert.False(stop.IsCompleted);
            answer.SetResult(new TargetOutcome.Succeeded("\"at the last moment\""));
            await stop;
        }

        await using var next = await RunningHost.StartAsync(data, clock);
        var done = await next.Tasks.FindAsync(id, default);
        Assert.Equal(TaskStatus.Completed, done!.Status);
        Assert.Equal("\"at the last moment\"", done.Output);
    }

    [Fact]
    public async Task A_task_whose_execution_died_is_taken_up_by_the_sweep()
    {
        await using var host = await RunningHost.StartAsync(data);
        var now = host.Clock.GetUtcNow();
        var stuck = new ScheduledTask { Id = "stuck", Timestamp = now, CreatedAt = now, LastUpdatedAt = now, Target = new TaskTarget(FakeTarget.Name, "{}") };
        await host.Tasks.CreateAsync(stuck, default);
        await host.Tasks.TryStartAsync("stuck", 1, now + TimeSpan.FromMinutes(3), now, default);

        await LetPassAsync(host, minutes: 5);

        var done = await host.ExpectAsync("stuck", TaskStatus.Completed);
        Assert.Equal(2, done.Revision);
    }

    [Fact]
    public async Task The_record_of_a_task_is_deleted_after_its_retention()
    {
        await using var host = await RunningHost.StartAsync(data);
        var task = await host.ScheduleAsync(TimeSpan.Zero);
        await host.ExpectAsync(task.Id, TaskStatus.Completed);

        host.Clock.Advance(TimeSpan.FromDays(30) + TimeSpan.FromMinutes(1));

        await UntilAsync(async () => await host.Tasks.FindAsync(task.Id, default) is null);
    }

    [Fact]
    public async Task A_second_host_on_the_same_data_is_refused()
    {
        await using var host = await RunningHost.StartAsync(data);

        await Assert.ThrowsAsync<DataDirectoryInUseException>(() => RunningHost.StartAsync(data));
    }

    [Theory]
    [InlineData("--Embedded:MaxCalls=0", "no target is ever called")]
    [InlineData("--Embedded:RedeliveryDelay=00:00:00", "without a pause")]
    [InlineData("--Scheduling:ShortTermWindow=00:00:01", "too late")]
    public async Task A_setting_that_makes_no_sense_is_refused_with_its_consequence(string setting, string consequence)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => RunningHost.StartAsync(data, null, setting));

        Assert.Contains(consequence, refusal.Message);
    }

    [Fact]
    public async Task A_settings_file_beside_the_data_counts_and_the_command_line_goes_before_it()
    {
        await File.WriteAllTextAsync(Path.Combine(data, "appsettings.json"), """{ "Embedded": { "MaxCalls": 7, "MaxSlowCalls": 8 } }""");

        await using var host = await RunningHost.StartAsync(data, null, "--Embedded:MaxSlowCalls=9");

        var options = host.Get<IOptions<EmbeddedOptions>>().Value;
        Assert.Equal(7, options.MaxCalls);
        Assert.Equal(9, options.MaxSlowCalls);
    }

    [Fact]
    public async Task What_the_store_could_not_move_is_offered_again()
    {
        await using var host = await RunningHost.StartAsync(data);
        var now = host.Clock.GetUtcNow();
        var early = new ScheduledTask { Id = "early", Timestamp = now, CreatedAt = now, LastUpdatedAt = now };
        await host.Tasks.CreateAsync(early, default);
        await host.Tasks.TryStartAsync("early", 1, now + TimeSpan.FromHours(1), now, default);

        // As after a receiver that died between the move and the start: only a redelivery starts it.
        await host.Get<ChannelTaskQueue>().SendAsync(new Offer(early.ToMessage(), 2), default);

        await host.ExpectAsync("early", TaskStatus.Completed);
    }

    /// <summary>Minute by minute, so that there is a tick in each.</summary>
    private static async Task LetPassAsync(RunningHost host, int minutes)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            host.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
