using Microsoft.Extensions.Options;
using TasksService.Testing;

namespace TasksService.Embedded.Tests;

public sealed class CallSlotsTests
{
    private readonly ManualClock clock = new();

    [Fact]
    public async Task No_more_calls_are_open_than_there_are_places()
    {
        using var slots = Slots(maxCalls: 2, maxSlowCalls: 0);
        var first = new TaskCompletionSource();
        var second = new TaskCompletionSource();
        _ = slots.RunAsync(() => first.Task, default);
        _ = slots.RunAsync(() => second.Task, default);

        var third = slots.RunAsync(() => Task.CompletedTask, default);

        Assert.Equal(2, slots.Open);
        Assert.False(third.IsCompleted);
        first.SetResult();
        await third;
    }

    [Fact]
    public async Task A_call_that_turns_out_to_be_slow_makes_room_for_another()
    {
        using var slots = Slots(maxCalls: 1, maxSlowCalls: 1);
        var slow = new TaskCompletionSource();
        _ = slots.RunAsync(() => slow.Task, default);
        var next = slots.RunAsync(() => Task.CompletedTask, default);
        Assert.False(next.IsCompleted);

        clock.Advance(TimeSpan.FromSeconds(1));

        await next;
        slow.SetResult();
    }

    [Fact]
    public async Task A_slow_call_keeps_its_place_while_the_slow_lane_is_full()
    {
        using var slots = Slots(maxCalls: 1, maxSlowCalls: 1);
        var slow = new TaskCompletionSource();
        var alsoSlow = new TaskCompletionSource();
        _ = slots.RunAsync(() => slow.Task, default);
        clock.Advance(TimeSpan.FromSeconds(1));
        _ = slots.RunAsync(() => alsoSlow.Task, default);
        var next = slots.RunAsync(() => Task.CompletedTask, default);

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(next.IsCompleted);

        slow.SetResult();
        clock.Advance(TimeSpan.FromSeconds(1));
        await next;
        alsoSlow.SetResult();
    }

    [Fact]
    public async Task A_place_is_free_again_after_a_call_that_failed()
    {
        using var slots = Slots(maxCalls: 1, maxSlowCalls: 0);

        await Assert.ThrowsAsync<IOException>(() => slots.RunAsync(() => Task.FromException(new IOException()), default));

        await slots.RunAsync(() => Task.CompletedTask, default);
        Assert.Equal(0, slots.Open);
    }

    [Fact]
    public async Task Who_waits_for_a_place_can_be_sent_away_but_an_open_call_is_waited_for()
    {
        using var slots = Slots(maxCalls: 1, maxSlowCalls: 0);
        using var stopping = new CancellationTokenSource();
        var open = new TaskCompletionSource();
        var call = slots.RunAsync(() => open.Task, stopping.Token);
        var waiting = slots.RunAsync(() => Task.CompletedTask, stopping.Token);

        await stopping.CancelAsync();
        var empty = slots.WhenEmpty();

        Assert.False(empty.IsCompleted);
        open.SetResult();
        await call;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await empty;
    }

    private CallSlots Slots(int maxCalls, int maxSlowCalls) => new(Options.Create(new EmbeddedOptions { MaxCalls = maxCalls, MaxSlowCalls = maxSlowCalls }), clock);
}
