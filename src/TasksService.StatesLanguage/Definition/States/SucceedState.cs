namespace TasksService.StatesLanguage;

internal sealed class SucceedState : State
{
    public override string Type => "Succeed";
}
