namespace TasksService.Embedded;

/// <summary>Gives the memory that a load has taken back to the machine, once the load is over.</summary>
internal sealed class MemoryRelease(SqliteTaskStore tasks, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>Allocated in one interval: less is idling.</summary>
    private const long Idling = 4_000_000;

    /// <summary>Allocated since the last release: less is not worth one.</summary>
    private const long WorthIt = 32_000_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        var released = 0L;
        var before = GC.GetTotalAllocatedBytes();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = GC.GetTotalAllocatedBytes();
            if (now - before < Idling && now - released > WorthIt)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                await tasks.ReleaseMemoryAsync();
                released = now;
            }

            before = now;
        }
    }
}
