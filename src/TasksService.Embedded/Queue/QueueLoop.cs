using System.Globalization;
using Microsoft.Extensions.Options;

namespace TasksService.Embedded;

/// <summary>Takes what is in the queue and starts its executions, as many at a time as are there.</summary>
internal sealed partial class QueueLoop(
    ChannelTaskQueue queue, QueueProcessor processor, IOptions<EmbeddedOptions> options, TimeProvider clock, ILogger<QueueLoop> logger) : BackgroundService
{
    private const int MaxBatch = 1_000;

    /// <summary>After so many offers the task is left to the dispatcher and the sweep, who find it in the store.</summary>
    private const int MaxOffers = 10;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        queue.Close();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var offers = new List<Offer>(MaxBatch);
        while (await queue.Offers.WaitToReadAsync(stoppingToken))
        {
            offers.Clear();
            while (offers.Count < MaxBatch && queue.Offers.TryRead(out var offer))
            {
                offers.Add(offer);
            }

            // Not cut short by a stop: what has begun to move is moved and started.
            var unhandled = await processor.ProcessAsync([.. offers.Select(ToQueued)], CancellationToken.None);
            if (unhandled.Count > 0)
            {
                _ = OfferAgainAsync([.. unhandled.Select(receipt => offers[int.Parse(receipt, CultureInfo.InvariantCulture)])], stoppingToken);
            }
        }
    }

    /// <summary>The receipt is the place in the batch.</summary>
    private static QueuedTask ToQueued(Offer offer, int place) =>
        new(place.ToString(CultureInfo.InvariantCulture), offer.Message, IsRedelivery: offer.Count > 1);

    private async Task OfferAgainAsync(List<Offer> offers, CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(options.Value.RedeliveryDelay, clock, stoppingToken);
            foreach (var offer in offers)
            {
                if (offer.Count < MaxOffers)
                {
                    await queue.SendAsync(offer with { Count = offer.Count + 1 }, stoppingToken);
                }
                else
                {
                    Log.GivenUp(logger, offer.Message.TaskId, offer.Count);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping: the store has them.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId} could not be started {Count} times; the dispatcher or the sweep takes it up")]
        public static partial void GivenUp(ILogger logger, string taskId, int count);
    }
}
