using System.Threading.Channels;

namespace TasksService.Embedded;

/// <summary>The queue inside the process. What is in it when the process ends is not lost: the store still has it as scheduled, and the dispatcher sends it again.</summary>
internal sealed class ChannelTaskQueue : ITaskQueue
{
    /// <summary>Who sends more than this at once waits, so that a million due tasks are not all in memory.</summary>
    private const int Capacity = 20_000;

    private readonly Channel<Offer> channel = Channel.CreateBounded<Offer>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    public ChannelReader<Offer> Offers => channel.Reader;

    public async Task SendAsync(IReadOnlyList<TaskMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            await SendAsync(new Offer(message, 1), cancellationToken);
        }
    }

    public async ValueTask SendAsync(Offer offer, CancellationToken cancellationToken)
    {
        while (!channel.Writer.TryWrite(offer))
        {
            if (!await channel.Writer.WaitToWriteAsync(cancellationToken))
            {
                // Closed: the host is stopping, and the task stays in the store for the next one.
                return;
            }
        }
    }

    public void Close() => channel.Writer.TryComplete();
}
