namespace TasksService.StatesLanguage;

internal sealed class ParallelState : State
{
    public required StateGraph[] Branches { get; init; }

    public override string Type => "Parallel";
}
