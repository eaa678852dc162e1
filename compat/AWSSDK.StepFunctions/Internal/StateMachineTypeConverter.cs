namespace Amazon.StepFunctions.Internal;

internal sealed class StateMachineTypeConverter() : ConstantConverter<StateMachineType>(value => new(value));
