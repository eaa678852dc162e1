namespace Amazon.StepFunctions.Internal;

internal sealed class SyncExecutionStatusConverter() : ConstantConverter<SyncExecutionStatus>(value => new(value));
