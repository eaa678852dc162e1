using Amazon.Runtime;

namespace Amazon.StepFunctions;

public class StateMachineType : ConstantClass
{
    public static readonly StateMachineType EXPRESS = new("EXPRESS");
    public static readonly StateMachineType STANDARD = new("STANDARD");

    public StateMachineType(string value) : base(value)
    {
    }

    public static implicit operator StateMachineType(string value) => value is null ? null : new(value);
}
