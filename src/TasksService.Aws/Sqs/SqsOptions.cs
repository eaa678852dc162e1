namespace TasksService.Aws.Sqs;

/// <summary>The queue of tasks whose execution is to be started. In a function's environment: <c>Sqs__QueueUrl</c>, <c>Sqs__HoldsUntilDue</c>.</summary>
public sealed class SqsOptions
{
    public const string Section = "Sqs";

    public string QueueUrl { get; set; } = "";

    /// <summary>
    /// Whether a message stays in the queue until its task is nearly due. For the EXPRESS workflow, which is paid for by its duration; STANDARD waits for nothing.
    /// </summary>
    public bool HoldsUntilDue { get; set; }

    /// <summary>What is wrong with these settings, each with its consequence.</summary>
    public IEnumerable<string> Faults()
    {
        if (!Uri.TryCreate(QueueUrl, UriKind.Absolute, out _))
        {
            yield return $"{Section}:{nameof(QueueUrl)} ('{QueueUrl}') is not the URL of a queue, so no task can be handed on.";
        }
    }
}
