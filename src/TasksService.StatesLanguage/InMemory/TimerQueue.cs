namespace TasksService.StatesLanguage;

/// <summary>Any number of instants on one timer of the clock, which is set for the earliest. Nothing fires early.</summary>
internal sealed class TimerQueue : IDisposable
{
    private const int ManyCanceled = 1_000;

    /// <summary>So many are called before what they begin gets its turn on the pool, when thousands are due at one instant: all at once they would all be half way at once.</summary>
    private const int Batch = 128;

    /// <summary>Longer than a timer can be set for is reached in several steps.</summary>
    private static readonly TimeSpan LongestStep = TimeSpan.FromDays(1);

    /// <summary>A timer counts from when it is set: when more than this has passed since the clock was read, it is set anew.</summary>
    private static readonly TimeSpan Slip = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly PriorityQueue<Entry, DateTimeOffset> _entries = new();
    private DateTimeOffset _setFor = DateTimeOffset.MaxValue;
    private int _canceled;
    private bool _isDisposed;

    public TimerQueue(TimeProvider clock)
    {
        _clock = clock;
        _timer = clock.CreateTimer(static queue => ((TimerQueue)queue!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <param name="callback">Called on a thread of the pool; it may be called although what it was for is over.</param>
    public Entry Add(DateTimeOffset at, Action<object> callback, object state)
    {
        var entry = new Entry(this, callback, state);
        lock (_lock)
        {
            if (_canceled > ManyCanceled && _canceled > _entries.Count / 2)
            {
                Sweep();
            }

            _entries.Enqueue(entry, at);
            if (at < _setFor)
            {
                Set(at);
            }
        }

        return entry;
    }

    /// <summary>Entries held, those canceled and not yet swept included.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Nothing fires any more, what is due by now included.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _timer.Dispose();
        }
    }

    private void Fire()
    {
        lock (_lock)
        {
            var now = _clock.GetUtcNow();
            for (var called = 0; !_isDisposed && _entries.TryPeek(out var entry, out var at);)
            {
                if (called == Batch)
                {
                    ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.Fire(), this, preferLocal: false);
                    return;
                }

                if (at > now && entry.IsSet)
                {
                    Set(at);
                    return;
                }

                _entries.Dequeue();
                if (!entry.IsSet)
                {
                    Interlocked.Decrement(ref _canceled);
                }
                else
                {
                    ThreadPool.UnsafeQueueUserWorkItem(static entry => entry.Call(), entry, preferLocal: false);
                    called++;
                }
            }

            _setFor = DateTimeOffset.MaxValue;
        }
    }

    /// <summary>Timeouts that were not needed go, so that they do not pile up until their time comes.</summary>
    private void Sweep()
    {
        var kept = _entries.UnorderedItems.Where(static item => item.Element.IsSet).ToList();
        Interlocked.Add(ref _canceled, kept.Count - _entries.Count);
        _entries.Clear();
        _entries.EnqueueRange(kept);
    }

    private void Set(DateTimeOffset at)
    {
        _setFor = at;
        DateTimeOffset now;
        do
        {
            now = _clock.GetUtcNow();
            if (at <= now)
            {
                ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.Fire(), this, preferLocal: false);
                return;
            }

            _timer.Change(at - now > LongestStep ? LongestStep : RoundUp(at - now), Timeout.InfiniteTimeSpan);
        }
        while (_clock.GetUtcNow() - now > Slip);
    }

    /// <summary>Timers count whole milliseconds: the part of one would be cut off, and the timer fire early.</summary>
    private static TimeSpan RoundUp(TimeSpan delay) => TimeSpan.FromMilliseconds(Math.Ceiling(delay.TotalMilliseconds));

    internal sealed class Entry(TimerQueue queue, Action<object> callback, object state)
    {
        private object? _state = state;

        public bool IsSet => Volatile.Read(ref _state) is not null;

        /// <summary>Lets go of what the entry was for, long before its time comes.</summary>
        public void Cancel()
        {
            if (Interlocked.Exchange(ref _state, null) is not null)
            {
                Interlocked.Increment(ref queue._canceled);
            }
        }

        public void Call()
        {
            if (Interlocked.Exchange(ref _state, null) is { } state)
            {
                callback(state);
            }
        }
    }
}
