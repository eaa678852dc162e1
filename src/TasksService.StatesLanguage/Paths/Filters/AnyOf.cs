namespace TasksService.StatesLanguage;

internal sealed class AnyOf(PathFilter left, PathFilter right) : PathFilter
{
    public override bool Holds(Json item, PathWalk walk) => left.Holds(item, walk) || right.Holds(item, walk);
}
