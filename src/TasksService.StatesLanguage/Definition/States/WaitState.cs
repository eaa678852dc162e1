namespace TasksService.StatesLanguage;

internal sealed class WaitState : State
{
    public long? Seconds { get; init; }

    public PathExpression? SecondsPath { get; init; }

    public DateTimeOffset? Timestamp { get; init; }

    public PathExpression? TimestampPath { get; init; }

    public override string Type => "Wait";
}
