using System.Diagnostics;

namespace TasksService.Embedded.Tests;

/// <summary>The one place where a clock runs by itself: what is tried here is that clock.</summary>
public sealed class PreciseClockTests : IDisposable
{
    private readonly PreciseClock clock = new();

    public void Dispose() => clock.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(50)]
    [InlineData(250)]
    public async Task A_timer_never_fires_early(int milliseconds)
    {
        var wait = TimeSpan.FromMilliseconds(milliseconds);
        var fired = await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            var begin = Stopwatch.GetTimestamp();
            var end = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var timer = clock.CreateTimer(_ => end.SetResult(Stopwatch.GetTimestamp()), null, wait, Timeout.InfiniteTimeSpan);
            return Stopwatch.GetElapsedTime(begin, await end.Task);
        }));

        Assert.All(fired, elapsed => Assert.True(elapsed >= wait, $"{elapsed} is before {wait}"));
    }

    [Fact]
    public async Task Timers_fire_in_the_order_of_their_times()
    {
        var order = new System.Collections.Concurrent.ConcurrentQueue<int>();
        await Task.WhenAll(new[] { 120, 20, 70 }.Select(async wait =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(wait), clock);
            order.Enqueue(wait);
        }));

        Assert.Equal([20, 70, 120], order);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(90)]
    public async Task A_timer_that_was_disposed_does_not_fire(int milliseconds)
    {
        var fired = false;
        await using (clock.CreateTimer(_ => fired = true, null, TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan))
        {
        }

        await Task.Delay(TimeSpan.FromMilliseconds(2 * milliseconds), clock);

        Assert.False(fired);
    }

    [Fact]
    public async Task A_periodic_timer_keeps_firing()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5), clock);

        for (var i = 0; i < 5; i++)
        {
            Assert.True(await timer.WaitForNextTickAsync());
        }
    }

    [Theory]
    [InlineData(200, 20)]
    [InlineData(20, 200)]
    [InlineData(100, 150)]
    public async Task A_timer_that_is_set_anew_fires_once_at_its_new_time(int first, int second)
    {
        var fired = new System.Collections.Concurrent.ConcurrentQueue<long>();
        await using var timer = clock.CreateTimer(_ => fired.Enqueue(Stopwatch.GetTimestamp()), null, TimeSpan.FromMilliseconds(first), Timeout.InfiniteTimeSpan);
        var begin = Stopwatch.GetTimestamp();
        timer.Change(TimeSpan.FromMilliseconds(second), Timeout.InfiniteTimeSpan);

        await Task.Delay(TimeSpan.FromMilliseconds(first + second + 50), clock);

        Assert.True(Stopwatch.GetElapsedTime(begin, Assert.Single(fired)) >= TimeSpan.FromMilliseconds(second));
    }

    [Fact]
    public async Task A_timer_that_was_disposed_cannot_be_set_again()
    {
        var fired = false;
        var timer = clock.CreateTimer(_ => fired = true, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await timer.DisposeAsync();

        Assert.False(timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        await Task.Delay(TimeSpan.FromMilliseconds(20), clock);
        Assert.False(fired);
    }
}
