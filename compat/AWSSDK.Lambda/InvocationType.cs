using Amazon.Runtime;

namespace Amazon.Lambda;

public class InvocationType : ConstantClass
{
    public static readonly InvocationType DryRun = new("DryRun");
    public static readonly InvocationType Event = new("Event");
    public static readonly InvocationType RequestResponse = new("RequestResponse");

    public InvocationType(string value) : base(value)
    {
    }

    public static implicit operator InvocationType(string value) => value is null ? null : new(value);
}
