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
        private ITimer? far;
        private TimeSpan period;
        private long due;

        /// <summary>Which call of <see cref="Change"/> armed the timer; what earlier ones left in the queue counts no more.</summary>
        private int arming;
        private int farArming;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                arming++;
                this.period = period;
                far?.Dispose();
                far = null;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Arm(clock.GetTimestamp() + (long)(dueTime.TotalSeconds * clock.TimestampFrequency), dueTime);
                }

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
            if (period > TimeSpan.Zero)
            {
                Arm(clock.GetTimestamp() + (long)(period.TotalSeconds * clock.TimestampFrequency), period);
            }
        }

        public void Execute() => callback(state);

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Arm(long due, TimeSpan wait)
        {
            this.due = due;
            if (wait > 2 * End)
            {
                farArming = arming;
                far = System.CreateTimer(static timer => ((PreciseTimer)timer!).ComeNear(), this, wait - End, Timeout.InfiniteTimeSpan);
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
                if (farArming == arming)
                {
                    Enqueue();
                }
            }
        }

        private void Enqueue()
        {
            clock.near.Enqueue((this, arming), due);
            if (clock.near.Peek().Timer == this)
            {
                Monitor.Pulse(clock.gate);
            }
        }
    }
}
