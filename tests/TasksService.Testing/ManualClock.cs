namespace TasksService.Testing;

/// <summary>A clock that stands still until a test moves it, and fires its timers in order as it passes them.</summary>
public sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now = start;
    private TaskCompletionSource armed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ManualClock()
        : this(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the next timer fires; <see langword="null"/> when none is armed.</summary>
    public DateTimeOffset? NextTimer
    {
        get
        {
            lock (gate)
            {
                return Earliest()?.FiresAt;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Ends when a timer is armed: work that goes on elsewhere has come to a wait.</summary>
    public Task TimerArmedAsync()
    {
        lock (gate)
        {
            return timers.Count > 0 ? Task.CompletedTask : armed.Task;
        }
    }

    /// <summary>Moves the clock; timers that fire on the way see their own time.</summary>
    public void Advance(TimeSpan time) => AdvanceTo(GetUtcNow() + time);

    /// <inheritdoc cref="Advance"/>
    public void AdvanceTo(DateTimeOffset instant)
    {
        while (TakeTimerBefore(instant) is { } timer)
        {
            timer.Fire();
        }
    }

    private ManualTimer? TakeTimerBefore(DateTimeOffset instant)
    {
        lock (gate)
        {
            if (Earliest() is { } timer && timer.FiresAt <= instant)
            {
                now = timer.FiresAt > now ? timer.FiresAt.Value : now;
                timer.Next();
                return timer;
            }

            now = instant > now ? instant : now;
            return null;
        }
    }

    private ManualTimer? Earliest() => timers.Where(timer => timer.FiresAt is not null).MinBy(timer => timer.FiresAt);

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset? FiresAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                this.period = period;
                FiresAt = dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime;
                clock.timers.Remove(this);
                if (FiresAt is not null)
                {
                    clock.timers.Add(this);
                    clock.armed.TrySetResult();
                    clock.armed = new(TaskCreationOptions.RunContinuationsAsynchronously);
                }

                return true;
            }
        }

        public void Next()
        {
            FiresAt = period > TimeSpan.Zero ? FiresAt + period : null;
            if (FiresAt is null)
            {
                clock.timers.Remove(this);
            }
        }

        public void Fire() => callback(state);

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
