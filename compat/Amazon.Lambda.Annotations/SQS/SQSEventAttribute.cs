namespace Amazon.Lambda.Annotations.SQS;

[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public class SQSEventAttribute(string queue) : Attribute
{
    /// <summary>The queue's ARN, or <c>@</c> and its name in the template.</summary>
    public string Queue { get; set; } = queue;

    public uint BatchSize { get; set; }

    public uint MaximumBatchingWindowInSeconds { get; set; }

    public uint MaximumConcurrency { get; set; }
}
