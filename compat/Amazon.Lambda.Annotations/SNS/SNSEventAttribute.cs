namespace Amazon.Lambda.Annotations.SNS;

[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public class SNSEventAttribute(string topic) : Attribute
{
    /// <summary>The topic's ARN, or <c>@</c> and its name in the template.</summary>
    public string Topic { get; set; } = topic;

    public string FilterPolicy { get; set; }

    public string ResourceName { get; set; }
}
