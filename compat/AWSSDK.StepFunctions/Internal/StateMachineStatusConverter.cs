namespace Amazon.StepFunctions.Internal;

internal sealed class StateMachineStatusConverter() : ConstantConverter<StateMachineStatus>(value => new(value));
