using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TasksService;

/// <summary>Sends the tasks that have come near their time to the queue. Runs once a tick.</summary>
public sealed partial class Dispatcher(
    ITaskStore tasks, ITaskQueue queue, IOptions<SchedulingOptions> options, TimeProvider clock, ILogger<Dispatcher> logger)
{
    /// <summary>Ten requests of the ten messages that SQS takes in one.</summary>
    private const int BatchSize = 100;

    private readonly SchedulingOptions options = options.Value;

    public async Task DispatchDueAsync(CancellationToken cancellationToken)
    {
        // One tick further than the lookahead: two ticks can be nearly two minutes apart, since each comes anywhere within its minute.
        var dueBy = clock.GetUtcNow() + options.Lookahead + options.Tick;
        var sent = 0;

        await foreach (var batch in tasks.DueAsync(dueBy, cancellationToken).Chunk(BatchSize).WithCancellation(cancellationToken))
        {
            await queue.SendAsync(batch, cancellationToken);
            sent += batch.Length;
        }

        if (sent > 0)
        {
            Log.Dispatched(logger, sent);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Dispatched {Count} tasks that are near their time")]
        public static partial void Dispatched(ILogger logger, int count);
    }
}
