namespace TasksService.StatesLanguage;

internal sealed class AnyOf(PathFilter left, PathFilter right) : PathFilter
{
    public override bool Holds(Json item, Json root) => left.Holds(item, root) || right.Holds(item, root);
}
