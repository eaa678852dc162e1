namespace TasksService.StatesLanguage;

internal sealed class FailState : State
{
    public string? Error { get; init; }

    public Expression? ErrorPath { get; init; }

    public string? Cause { get; init; }

    public Expression? CausePath { get; init; }

    public override string Type => "Fail";
}
