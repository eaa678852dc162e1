using System.Collections.Concurrent;

namespace TasksService.StatesLanguage.Tests;

public class StateMachineRunnerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly ExecutionInfo Info = new()
    {
        Id = "arn:aws:states:us-east-1:123456789012:execution:Tasks:one",
        Name = "one",
        StateMachineId = "arn:aws:states:us-east-1:123456789012:stateMachine:Tasks",
        StateMachineName = "Tasks",
    };

    private static readonly StateMachine WaitThenCall = StateMachine.Parse(
        """
        {"StartAt":"Wait","States":{
          "Wait":{"Type":"Wait","TimestampPath":"$.dueAt","Next":"Call"},
          "Call":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","TimeoutSeconds":60,"Retry":[{"ErrorEquals":["Busy"],"IntervalSeconds":2}],"End":true}}}
        """);

    private readonly ManualClock _clock = new(Noon);

    [Fact]
    public async Task Ten_thousand_executions_wait_for_one_instant_on_one_timer_and_none_is_early()
    {
        var called = new ConcurrentBag<DateTimeOffset>();
        using var runner = new StateMachineRunner(_clock, (_, _) =>
        {
            called.Add(_clock.GetUtcNow());
            return Task.FromResult(Json.Null);
        });
        var input = Json.Parse("""{"dueAt":"2026-01-01T13:00:00.500Z"}""");
        var executions = Enumerable.Range(0, 10_000).Select(_ => runner.RunAsync(WaitThenCall, Info, input)).ToList();
        Assert.Equal(1, _clock.Set);

        _clock.Advance(TimeSpan.FromMilliseconds(3_600_499));
        Assert.Empty(called);

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.All(await Task.WhenAll(executions), static result => Assert.Equal(ExecutionStatus.Succeeded, result.Status));
        Assert.All(called, at => Assert.Equal(Noon.AddSeconds(3_600.5), at));
    }

    [Fact]
    public async Task A_handler_that_throws_fails_its_task_and_the_definition_decides()
    {
        var attempts = 0;
        using var runner = new StateMachineRunner(_clock, (_, _) => ++attempts == 1
            ? throw new TaskFailedException("Busy", "come again")
            : throw new InvalidOperationException("broken"));
        var execution = runner.RunAsync(WaitThenCall, Info, Json.Parse("""{"dueAt":"2026-01-01T12:00:00Z"}"""));
        Assert.False(execution.IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(2));
        var result = await execution;
        Assert.Equal((ExecutionStatus.Failed, "InvalidOperationException", "broken"), (result.Status, result.Error, result.Cause));
    }

    [Fact]
    public async Task A_task_that_times_out_is_canceled()
    {
        var canceled = new TaskCompletionSource();
        using var runner = new StateMachineRunner(_clock, async (_, cancellationToken) =>
        {
            cancellationToken.Register(() => canceled.SetResult());
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return Json.Null;
        });
        var execution = runner.RunAsync(WaitThenCall, Info, Json.Parse("""{"dueAt":"2026-01-01T12:00:00Z"}"""));

        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(ErrorName.Timeout, (await execution).Error);
        await canceled.Task;
    }

    [Fact]
    public async Task Canceling_the_caller_aborts_the_execution()
    {
        using var stop = new CancellationTokenSource();
        using var runner = new StateMachineRunner(_clock, static (_, _) => Task.FromResult(Json.Null));
        var execution = runner.RunAsync(WaitThenCall, Info, Json.Parse("""{"dueAt":"2026-01-02T12:00:00Z"}"""), stop.Token);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => execution);
    }

    [Fact]
    public async Task A_long_row_of_tasks_that_answer_at_once_does_not_exhaust_the_stack()
    {
        var machine = StateMachine.Parse(
            """
            {"StartAt":"Call","States":{"Call":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","Next":"Call"}}}
            """);
        using var runner = new StateMachineRunner(_clock, static (task, _) => Task.FromResult(task.Input), new() { RecordsHistory = false, MaxEvents = 200_000 });

        Assert.Equal(ErrorName.Runtime, (await runner.RunAsync(machine, Info, Json.EmptyObject)).Error);
    }

    [Fact]
    public async Task On_the_system_clock_a_wait_is_never_early()
    {
        using var runner = new StateMachineRunner(TimeProvider.System, static (_, _) => Task.FromResult(Json.Of(TimeProvider.System.GetUtcNow().UtcTicks)));
        var due = TimeProvider.System.GetUtcNow().AddMilliseconds(40);
        var input = Json.ObjectOf(("dueAt", Json.Of(due.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", null))));

        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => runner.RunAsync(WaitThenCall, Info, input)));
        Assert.All(results, result => Assert.True(result.Output!.TryGetInt64(out var ticks) && ticks >= due.UtcTicks));
    }

    [Fact]
    public async Task A_history_is_recorded_where_the_host_wants_one()
    {
        using var runner = new StateMachineRunner(_clock, static (_, _) => Task.FromResult(Json.Null), new());
        var result = await runner.RunAsync(WaitThenCall, Info, Json.Parse("""{"dueAt":"2026-01-01T12:00:00Z"}"""));

        Assert.Equal("ExecutionStarted", result.History[0].Type);
        Assert.Equal("ExecutionSucceeded", result.History[^1].Type);
    }

    [Fact]
    public void Timeouts_that_were_not_needed_do_not_pile_up()
    {
        using var timers = new TimerQueue(_clock);
        for (var i = 0; i < 100_000; i++)
        {
            timers.Add(Noon.AddHours(1), static _ => { }, this).Cancel();
        }

        Assert.InRange(timers.Count, 0, 2_100);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    public async Task A_wait_whose_timer_is_set_while_time_passes_ends_at_its_instant(int seconds)
    {
        using var runner = new StateMachineRunner(new SlippingClock(_clock, TimeSpan.FromSeconds(seconds)), static (_, _) => Task.FromResult(Json.Null));
        var execution = runner.RunAsync(WaitThenCall, Info, Json.Parse("""{"dueAt":"2026-01-01T12:00:30Z"}"""));

        _clock.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromSeconds(Math.Min(seconds, 30)));

        var result = await execution.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(Noon.AddSeconds(Math.Max(seconds, 30)), result.StoppedAt);
    }

    /// <summary>Time passes between the look at the clock and the first setting of a timer by it.</summary>
    private sealed class SlippingClock(ManualClock clock, TimeSpan slip) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new SlippingTimer(clock.CreateTimer(callback, state, dueTime, period), () => clock.Advance(slip));

        private sealed class SlippingTimer(ITimer timer, Action slip) : ITimer
        {
            private bool _hasSlipped;

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                if (!_hasSlipped)
                {
                    _hasSlipped = true;
                    slip();
                }

                return timer.Change(dueTime, period);
            }

            public void Dispose() => timer.Dispose();

            public ValueTask DisposeAsync() => timer.DisposeAsync();
        }
    }
}
