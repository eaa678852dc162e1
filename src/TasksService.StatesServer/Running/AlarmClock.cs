namespace TasksService.StatesServer;

/// <summary>Rings for each execution at its time: never before, and as soon after as the machine can. One timer serves them all, and an alarm is two numbers.</summary>
internal sealed class AlarmClock : IDisposable
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<long, DateTimeOffset> _alarms = new();
    private readonly TimeProvider _clock;
    private readonly Action<List<long>> _ring;
    private readonly ITimer _timer;
    private DateTimeOffset _armedFor = DateTimeOffset.MaxValue;
    private bool _disposed;

    /// <param name="ring">Gets all executions whose time has come, in order of their times.</param>
    public AlarmClock(TimeProvider clock, Action<List<long>> ring)
    {
        _clock = clock;
        _ring = ring;
        _timer = clock.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Set(long executionId, DateTimeOffset at)
    {
        lock (_gate)
        {
            _alarms.Enqueue(executionId, at);
            Arm();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timer.Dispose();
        }
    }

    private void Ring()
    {
        var due = new List<long>();
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            while (_alarms.TryPeek(out var executionId, out var at) && at <= now)
            {
                _alarms.Dequeue();
                due.Add(executionId);
            }

            _armedFor = DateTimeOffset.MaxValue;
            Arm();
        }

        if (due.Count > 0)
        {
            _ring(due);
        }
    }

    private void Arm()
    {
        if (_disposed || !_alarms.TryPeek(out _, out var at) || at >= _armedFor)
        {
            return;
        }

        // Timers count whole milliseconds: up, so that one does not ring in the millisecond before.
        var wait = TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling((at - _clock.GetUtcNow()).TotalMilliseconds)));
        _armedFor = at;
        _timer.Change(wait < LongestTimer ? wait : LongestTimer, Timeout.InfiniteTimeSpan);
    }
}
