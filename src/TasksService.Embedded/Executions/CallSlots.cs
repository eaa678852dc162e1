using Microsoft.Extensions.Options;

namespace TasksService.Embedded;

/// <summary>
/// Bounds the calls that are open. Two lanes: quick calls share <see cref="EmbeddedOptions.MaxCalls"/> places; one that turns out to be slow moves over to the slow lane
/// while that has room, and frees its place. So a burst to a fast receiver is worked off with no more calls at once than the machine does well,
/// and receivers that take their time do not keep the others waiting.
/// </summary>
internal sealed class CallSlots(IOptions<EmbeddedOptions> options, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim quick = new(options.Value.MaxCalls);
    private readonly SemaphoreSlim slow = new(options.Value.MaxSlowCalls, Math.Max(options.Value.MaxSlowCalls, 1));
    private readonly TimeProvider clock = clock;
    private readonly TaskCompletionSource empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int open;
    private bool isEmptyAwaited;
    private readonly TimeSpan slowAfter = options.Value.SlowAfter;

    public int Open => Volatile.Read(ref open);

    /// <summary>Ends when no call is open any more. To be called once, when no more calls begin.</summary>
    public Task WhenEmpty()
    {
        Volatile.Write(ref isEmptyAwaited, true);
        Interlocked.MemoryBarrier();
        if (Open == 0)
        {
            empty.TrySetResult();
        }

        return empty.Task;
    }

    public void Dispose()
    {
        quick.Dispose();
        slow.Dispose();
    }

    /// <param name="waiting">Ends the wait for a place; a call that has begun is not cancelled.</param>
    public async Task RunAsync(Func<Task> call, CancellationToken waiting)
    {
        await quick.WaitAsync(waiting);
        Interlocked.Increment(ref open);
        var place = new Place(this);
        try
        {
            await call();
        }
        finally
        {
            place.Leave();
            if (Interlocked.Decrement(ref open) == 0 && Volatile.Read(ref isEmptyAwaited))
            {
                empty.TrySetResult();
            }
        }
    }

    private sealed class Place
    {
        private readonly CallSlots slots;
        private readonly ITimer timer;
        private SemaphoreSlim? lane;

        public Place(CallSlots slots)
        {
            this.slots = slots;
            lane = slots.quick;
            timer = slots.clock.CreateTimer(static place => ((Place)place!).MoveOver(), this, slots.slowAfter, slots.slowAfter);
        }

        public void Leave()
        {
            timer.Dispose();
            lock (this)
            {
                lane?.Release();
                lane = null;
            }
        }

        private void MoveOver()
        {
            lock (this)
            {
                if (lane == slots.quick && slots.slow.Wait(0))
                {
                    lane = slots.slow;
                    slots.quick.Release();
                    timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                }
            }
        }
    }
}
