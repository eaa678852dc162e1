namespace TasksService.StatesLanguage;

internal sealed class ChoiceState : State
{
    public required Choice[] Choices { get; init; }

    public string? Default { get; init; }

    public override string Type => "Choice";
}
