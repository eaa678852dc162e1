namespace Amazon.Lambda.Annotations.S3;

[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public class S3EventAttribute(string bucket) : Attribute
{
    /// <summary><c>@</c> and the bucket's name in the template.</summary>
    public string Bucket { get; set; } = bucket;

    /// <summary>Kinds of event, separated by semicolons.</summary>
    public string Events { get; set; } = "s3:ObjectCreated:*";

    public string FilterPrefix { get; set; }

    public string FilterSuffix { get; set; }

    public string ResourceName { get; set; }
}
