namespace TasksService.StatesLanguage;

/// <summary>An operand alone: the path finds something.</summary>
internal sealed class Exists(PathOperand operand) : PathFilter
{
    public override bool Holds(Json item, PathWalk walk) => operand.Read(item, walk) is { } found && (!operand.IsMany || found.Count > 0);
}
