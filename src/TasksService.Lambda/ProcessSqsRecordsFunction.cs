using System.Globalization;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Annotations.SQS;
using Amazon.Lambda.Core;
using Amazon.Lambda.SQSEvents;
using Microsoft.Extensions.Logging;
using TasksService.Aws.Sqs;

namespace TasksService.Lambda;

/// <summary>Takes tasks from the queue and starts their executions.</summary>
public sealed partial class ProcessSqsRecordsFunction(QueueProcessor processor, ILogger<ProcessSqsRecordsFunction> logger)
{
    private const string ReceiveCount = "ApproximateReceiveCount";

    /// <returns>The messages that were not handled: the queue offers those again, and no others.</returns>
    [LambdaFunction(ResourceName = "ProcessSQSRecords")]
    [SQSEvent("@TasksQueue")]
    public async Task<SQSBatchResponse> ProcessSqsRecords(SQSEvent batch, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var unhandled = new List<string>();
        var queued = new List<QueuedTask>();
        foreach (var record in batch.Records ?? [])
        {
            try
            {
                queued.Add(new QueuedTask(record.MessageId, SqsTaskMessage.Read(record.Body), IsRedelivery(record)));
            }
            catch (FormatException exception)
            {
                // Of no use to anybody; offered often enough, it lies in the dead-letter queue, where the alarm points at it.
                Log.Unreadable(logger, exception, record.MessageId);
                unhandled.Add(record.MessageId);
            }
        }

        unhandled.AddRange(await processor.ProcessAsync(queued, deadline.Token));
        return new SQSBatchResponse([.. unhandled.Select(id => new SQSBatchResponse.BatchItemFailure { ItemIdentifier = id })]);
    }

    private static bool IsRedelivery(SQSEvent.SQSMessage record) =>
        record.Attributes is { } attributes && attributes.TryGetValue(ReceiveCount, out var count) && int.Parse(count, CultureInfo.InvariantCulture) > 1;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} of the queue is not the message of a task")]
        public static partial void Unreadable(ILogger logger, Exception exception, string messageId);
    }
}
