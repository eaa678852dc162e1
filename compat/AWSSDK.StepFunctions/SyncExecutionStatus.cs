using Amazon.Runtime;

namespace Amazon.StepFunctions;

public class SyncExecutionStatus : ConstantClass
{
    public static readonly SyncExecutionStatus FAILED = new("FAILED");
    public static readonly SyncExecutionStatus SUCCEEDED = new("SUCCEEDED");
    public static readonly SyncExecutionStatus TIMED_OUT = new("TIMED_OUT");

    public SyncExecutionStatus(string value) : base(value)
    {
    }

    public static implicit operator SyncExecutionStatus(string value) => value is null ? null : new(value);
}
