namespace TasksService.StatesLanguage;

internal sealed class PassState : State
{
    public Json? Result { get; init; }

    public override string Type => "Pass";
}
