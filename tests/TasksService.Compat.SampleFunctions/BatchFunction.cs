using Amazon.Lambda.Annotations;
using Amazon.Lambda.Annotations.SQS;
using Amazon.Lambda.SQSEvents;

namespace TasksService.Compat.SampleFunctions;

public sealed class BatchFunction
{
    /// <summary>Reports the messages whose body is "bad"; the body "worse" fails the whole batch.</summary>
    [LambdaFunction(ResourceName = "Batch")]
    [SQSEvent("@TasksQueue", BatchSize = 10)]
    public SQSBatchResponse Batch(SQSEvent batch) => batch.Records.Exists(record => record.Body == "worse")
        ? throw new InvalidOperationException("This batch is worse than bad.")
        : new([.. batch.Records.Where(record => record.Body == "bad").Select(record => new SQSBatchResponse.BatchItemFailure { ItemIdentifier = record.MessageId })]);
}
