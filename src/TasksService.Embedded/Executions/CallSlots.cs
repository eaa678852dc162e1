using Microsoft.Extensions.Options;

namespace TasksService.Embedded;

/// <summary>
/// Bounds the calls that are open. Two lanes: quick calls share <see cref="EmbeddedOptions.MaxCalls"/> places; one that turns out to be slow moves over to the slow lane
/// while that has room, and frees its place. So a burst to a fast receiver is worked off with no more calls at once than the machine does well,
/// and receivers that take their time do not keep the others waiting.
/// </summary>
internal sealed class CallSlots : IDisposable
{
    private readonly TimeSpan slowAfter;
    private readonly int maxSlow;
    private readonly TimeProvider clock;
    private readonly SemaphoreSlim places;
    private readonly ITimer timer;
    private readonly TaskCompletionSource empty = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly Lock gate = new();

    /// <summary>When each quick call began, the oldest first. A call whose node is in no list is a slow one.</summary>
    private readonly LinkedList<long> quick = new();
    private int slow;
    private bool isTimerSet;
    private bool isEmptyAwaited;

    public CallSlots(IOptions<EmbeddedOptions> options, TimeProvider clock)
    {
        slowAfter = options.Value.SlowAfter;
        maxSlow = options.Value.MaxSlowCalls;
        places = new SemaphoreSlim(options.Value.MaxCalls);
        this.clock = clock;
        timer = clock.CreateTimer(static slots => ((CallSlots)slots!).MoveOver(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Open
    {
        get
        {
            lock (gate)
            {
                return quick.Count + slow;
            }
        }
    }

    /// <summary>Ends when no call is open any more. To be called once, when no more calls begin.</summary>
    public Task WhenEmpty()
    {
        lock (gate)
        {
            isEmptyAwaited = true;
            EndIfEmpty();
            return empty.Task;
        }
    }

    /// <param name="stopping">Sends away who waits for a place, when it is his turn; a call that has begun is not cancelled.</param>
    public async Task RunAsync(Func<Task> call, CancellationToken stopping)
    {
        // Thousands may wait: a registration for each costs more than letting each come to its turn.
        await places.WaitAsync(CancellationToken.None);
        if (stopping.IsCancellationRequested)
        {
            places.Release();
            stopping.ThrowIfCancellationRequested();
        }

        var begun = Enter();
        try
        {
            await call();
        }
        finally
        {
            Leave(begun);
        }
    }

    public void Dispose()
    {
        timer.Dispose();
        places.Dispose();
    }

    private LinkedListNode<long> Enter()
    {
        lock (gate)
        {
            if (!isTimerSet)
            {
                SetTimer(slowAfter);
            }

            return quick.AddLast(clock.GetTimestamp());
        }
    }

    private void Leave(LinkedListNode<long> begun)
    {
        lock (gate)
        {
            if (begun.List is null)
            {
                slow--;
            }
            else
            {
                quick.Remove(begun);
                places.Release();
            }

            EndIfEmpty();
        }
    }

    private void MoveOver()
    {
        lock (gate)
        {
            while (slow < maxSlow && quick.First is { } oldest && clock.GetElapsedTime(oldest.Value) >= slowAfter)
            {
                quick.RemoveFirst();
                slow++;
                places.Release();
            }

            isTimerSet = false;
            if (quick.First is { } next)
            {
                var remaining = slowAfter - clock.GetElapsedTime(next.Value);
                SetTimer(remaining > TimeSpan.Zero ? remaining : slowAfter);
            }
        }
    }

    private void SetTimer(TimeSpan wait)
    {
        isTimerSet = true;
        timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private void EndIfEmpty()
    {
        if (isEmptyAwaited && quick.Count + slow == 0)
        {
            empty.TrySetResult();
        }
    }
}
