namespace TasksService.Embedded;

/// <summary>
/// Collects garbage while little happens, so that a burst finds room and is not stopped for it half way,
/// and gives the memory that a load has taken back to the machine, once the load is over.
/// </summary>
internal sealed class MemoryRelease(SqliteTaskStore tasks) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>So many idle intervals in a row, and the load is over.</summary>
    private const int Over = 10;

    /// <summary>Allocated in one interval: less is idling.</summary>
    private const long Idling = 400_000;

    /// <summary>Allocated since the last collection: less is not worth one.</summary>
    private const long Garbage = 8_000_000;

    /// <summary>Allocated since the last release: less is not worth one.</summary>
    private const long WorthIt = 32_000_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not the host's clock: it is the process that idles, whatever time its tasks are told.
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        var (released, collected, idle) = (0L, 0L, 0);
        var before = GC.GetTotalAllocatedBytes();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = GC.GetTotalAllocatedBytes();
            idle = now - before < Idling ? idle + 1 : 0;
            if (idle > 0 && now - collected > Garbage)
            {
                // Twice: what outlives both is old, and the collections in a burst leave it alone.
                GC.Collect(1, GCCollectionMode.Forced, blocking: true);
                GC.Collect(1, GCCollectionMode.Forced, blocking: true);
                collected = now;
            }

            if (idle >= Over && now - released > WorthIt)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                await tasks.ReleaseMemoryAsync();
                released = now;
            }

            before = now;
        }
    }
}
