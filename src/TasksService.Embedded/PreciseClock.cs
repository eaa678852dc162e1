namespace TasksService.Embedded;

/// <summary>
/// The machine's clock, with timers that fire within about a millisecond of their time and never before it; the platform's own are some milliseconds off.
/// The platform's timers wait for all but the end of the time; one thread, asleep until the next timer is due, waits for the rest.
/// Callbacks run on the thread pool, without the execution context of whoever made the timer.
/// </summary>
internal sealed class PreciseClock : TimeProvider, IDisposable
{
    /// <summary>What is left to the thread: more than the platform's timers are ever late.</summary>
    private static readonly TimeSpan End = TimeSpan.FromMilliseconds(30);

    private readonly object gate = new();
    private readonly PriorityQueue<(PreciseTimer Timer, int Arming), long> near = new();
    private bool isDisposed;

    public PreciseClock() => new Thread(Run) { IsBackground = true, Name = "clock", Priority = ThreadPriority.AboveNormal }.Start();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new PreciseTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            Monitor.Pulse(gate);
        }
    }

    private void Run()
    {
        lock (gate)
        {
            while (!isDisposed)
            {
                if (!near.TryPeek(out var next, out var due))
                {
                    Monitor.Wait(gate);
                }
                else if (due - GetTimestamp() is > 0 and var ticks)
                {
                    Monitor.Wait(gate, (int)Math.Ceiling(ticks * 1_000.0 / TimestampFrequency));
                }
                else
                {
                    near.Dequeue();
                    next.Timer.Fire(next.Arming);
                }
            }
        }
    }

    private sealed class PreciseTimer(PreciseClock clock, TimerCallback callback, object? state) : ITimer, IThreadPoolWorkItem
    {
        private const long Never = long.MaxValue;

        private ITimer? far;
        private TimeSpan period;
        private long due = Never;
        private bool isDisposed;

        /// <summary>Which call of <see cref="Change"/> armed the timer; what earlier ones left in the queue counts no more.</summary>
        private int arming;

        /// <summary>The last arming that came near.</summary>
        private int nearArming;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                if (isDisposed)
                {
                    return false;
                }

                this.period = period;
                far?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                Arm(dueTime);
                return true;
            }
        }

        /// <summary>Called under the clock's lock.</summary>
        public void Fire(int arming)
        {
            if (arming != this.arming)
            {
                return;
            }

            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            Arm(period > TimeSpan.Zero ? period : Timeout.InfiniteTimeSpan);
        }

        public void Execute() => callback(state);

        public void Dispose()
        {
            lock (clock.gate)
            {
                isDisposed = true;
                arming++;
                far?.Dispose();
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Arm(TimeSpan wait)
        {
            arming++;
            if (wait == Timeout.InfiniteTimeSpan)
            {
                due = Never;
                return;
            }

            due = clock.GetTimestamp() + (long)(wait.TotalSeconds * clock.TimestampFrequency);
            if (wait > 2 * End)
            {
                far ??= System.CreateTimer(static timer => ((PreciseTimer)timer!).ComeNear(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                far.Change(wait - End, Timeout.InfiniteTimeSpan);
            }
            else
            {
                Enqueue();
            }
        }

        private void ComeNear()
        {
            lock (clock.gate)
            {
                // Else it is the call of an earlier arming, too late to be stopped.
                if (!isDisposed && nearArming != arming && due != Never && clock.GetElapsedTime(clock.GetTimestamp(), due) <= 2 * End)
                {
                    Enqueue();
                }
            }
        }

        private void Enqueue()
        {
            nearArming = arming;
            clock.near.Enqueue((this, arming), due);
            if (clock.near.Peek().Timer == this)
            {
                Monitor.Pulse(clock.gate);
            }
        }
    }
}
