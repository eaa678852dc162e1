namespace Amazon.StepFunctions.Internal;

internal sealed class HistoryEventTypeConverter() : ConstantConverter<HistoryEventType>(value => new(value));
