namespace TasksService.StatesLanguage;

/// <summary>Any number of instants on one timer of the clock, which is set for the earliest. Nothing fires early.</summary>
internal sealed class TimerQueue : IDisposable
{
    /// <summary>Longer than a timer can be set for is reached in several steps.</summary>
    private static readonly TimeSpan LongestStep = TimeSpan.FromDays(1);
    private static readonly TimeSpan ShortestStep = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly PriorityQueue<Entry, DateTimeOffset> _entries = new();
    private DateTimeOffset _setFor = DateTimeOffset.MaxValue;

    public TimerQueue(TimeProvider clock)
    {
        _clock = clock;
        _timer = clock.CreateTimer(static queue => ((TimerQueue)queue!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <param name="callback">Called on a thread of the pool; it may be called although what it was for is over.</param>
    public Entry Add(DateTimeOffset at, Action<object> callback, object state)
    {
        var entry = new Entry(callback, state);
        lock (_lock)
        {
            _entries.Enqueue(entry, at);
            if (at < _setFor)
            {
                Set(at);
            }
        }

        return entry;
    }

    public void Dispose() => _timer.Dispose();

    private void Fire()
    {
        lock (_lock)
        {
            var now = _clock.GetUtcNow();
            while (_entries.TryPeek(out var entry, out var at))
            {
                if (at > now && entry.IsSet)
                {
                    Set(at);
                    return;
                }

                _entries.Dequeue();
                if (entry.IsSet)
                {
                    ThreadPool.UnsafeQueueUserWorkItem(static entry => entry.Call(), entry, preferLocal: false);
                }
            }

            _setFor = DateTimeOffset.MaxValue;
        }
    }

    private void Set(DateTimeOffset at)
    {
        _setFor = at;
        var delay = at - _clock.GetUtcNow();
        _timer.Change(delay < ShortestStep ? ShortestStep : delay > LongestStep ? LongestStep : RoundUp(delay), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Timers count whole milliseconds: the part of one would be cut off, and the timer fire early.</summary>
    private static TimeSpan RoundUp(TimeSpan delay) => TimeSpan.FromMilliseconds(Math.Ceiling(delay.TotalMilliseconds));

    internal sealed class Entry(Action<object> callback, object state)
    {
        private object? _state = state;

        public bool IsSet => Volatile.Read(ref _state) is not null;

        /// <summary>Lets go of what the entry was for, long before its time comes.</summary>
        public void Cancel() => Volatile.Write(ref _state, null);

        public void Call()
        {
            if (Interlocked.Exchange(ref _state, null) is { } state)
            {
                callback(state);
            }
        }
    }
}
