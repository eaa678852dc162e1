namespace TasksService.StatesLanguage;

internal sealed class MapState : State
{
    public required StateGraph Processor { get; init; }

    public PathExpression ItemsPath { get; init; } = PathExpression.Root;

    public Template? ItemSelector { get; init; }

    public long? MaxConcurrency { get; init; }

    public PathExpression? MaxConcurrencyPath { get; init; }

    public double? ToleratedFailurePercentage { get; init; }

    public PathExpression? ToleratedFailurePercentagePath { get; init; }

    public long? ToleratedFailureCount { get; init; }

    public PathExpression? ToleratedFailureCountPath { get; init; }

    public override string Type => "Map";
}
