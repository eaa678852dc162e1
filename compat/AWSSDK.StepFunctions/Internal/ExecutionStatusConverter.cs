namespace Amazon.StepFunctions.Internal;

internal sealed class ExecutionStatusConverter() : ConstantConverter<ExecutionStatus>(value => new(value));
