using Microsoft.Extensions.Options;

namespace TasksService.Embedded;

/// <summary>Does each tick's work: dispatches what comes near its time, sweeps what is stuck, purges what has expired. The first tick is the start.</summary>
internal sealed partial class Ticker(
    Dispatcher dispatcher, Sweeper sweeper, SqliteTaskStore tasks, IOptions<SchedulingOptions> options, TimeProvider clock, ILogger<Ticker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Tick, clock);
        do
        {
            await TryAsync("dispatch", dispatcher.DispatchDueAsync, stoppingToken);
            await TryAsync("sweep", sweeper.SweepAsync, stoppingToken);
            await TryAsync("purge", PurgeAsync, stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task PurgeAsync(CancellationToken cancellationToken)
    {
        if (await tasks.PurgeAsync(clock.GetUtcNow(), cancellationToken) is > 0 and var purged)
        {
            Log.Purged(logger, purged);
        }
    }

    private async Task TryAsync(string job, Func<CancellationToken, Task> work, CancellationToken stoppingToken)
    {
        try
        {
            await work(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // The next tick tries again, and finds in the store all that this one left.
            Log.Failed(logger, exception, job);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The tick's {Job} failed; the next tick tries again")]
        public static partial void Failed(ILogger logger, Exception exception, string job);

        [LoggerMessage(Level = LogLevel.Information, Message = "Deleted the records of {Count} tasks that had expired")]
        public static partial void Purged(ILogger logger, int count);
    }
}
