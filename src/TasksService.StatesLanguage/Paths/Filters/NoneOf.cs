namespace TasksService.StatesLanguage;

internal sealed class NoneOf(PathFilter inner) : PathFilter
{
    public override bool Holds(Json item, PathWalk walk) => !inner.Holds(item, walk);
}
