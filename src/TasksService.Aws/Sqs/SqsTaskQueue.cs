using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.Options;

namespace TasksService.Aws.Sqs;

/// <summary>The queue as an SQS queue, ten messages a request.</summary>
internal sealed class SqsTaskQueue(IAmazonSQS sqs, IOptions<SqsOptions> options, TimeProvider clock) : ITaskQueue
{
    /// <summary>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html</summary>
    private const int MostInOneRequest = 10;

    private const int RequestsSideBySide = 10;
    private const int MostTries = 6;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest that SQS delays a message: 15 minutes.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(900);

    /// <summary>What the way from the queue to the execution may take.</summary>
    private static readonly TimeSpan LeavesBeforeDue = TimeSpan.FromSeconds(2);

    private readonly SqsOptions options = options.Value;

    public Task SendAsync(IReadOnlyList<TaskMessage> messages, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            messages.Chunk(MostInOneRequest),
            new ParallelOptions { MaxDegreeOfParallelism = RequestsSideBySide, CancellationToken = cancellationToken },
            async (batch, token) => await SendBatchAsync(batch, token));

    /// <summary>A batch can fail in part: the entries that did are sent again, until all are in the queue.</summary>
    private async Task SendBatchAsync(TaskMessage[] batch, CancellationToken cancellationToken)
    {
        var unsent = batch.Select(Entry).ToList();
        for (var attempt = 1; ; attempt++)
        {
            var response = await sqs.SendMessageBatchAsync(new SendMessageBatchRequest { QueueUrl = options.QueueUrl, Entries = unsent }, cancellationToken);
            var failed = (response.Failed ?? []).ToDictionary(failure => failure.Id);
            if (failed.Count == 0)
            {
                return;
            }

            var first = failed.Values.First();
            if (attempt == MostTries || first.SenderFault == true)
            {
                throw new AmazonSQSException($"{failed.Count} of {batch.Length} messages were not taken by the queue, the first because of {first.Code}: {first.Message}");
            }

            unsent = [.. unsent.Where(entry => failed.ContainsKey(entry.Id))];
            await Task.Delay(FirstPause * Math.Pow(2, attempt - 1), clock, cancellationToken);
        }
    }

    private SendMessageBatchRequestEntry Entry(TaskMessage message, int index) => new()
    {
        Id = $"{index}",
        MessageBody = SqsTaskMessage.Write(message),
        DelaySeconds = options.HoldsUntilDue ? Hold(message) : null,
    };

    private int Hold(TaskMessage message)
    {
        var hold = message.DueAt - LeavesBeforeDue - clock.GetUtcNow();
        return (int)(hold < TimeSpan.Zero ? TimeSpan.Zero : hold < LongestHold ? hold : LongestHold).TotalSeconds;
    }
}
