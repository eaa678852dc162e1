namespace TasksService.StatesLanguage;

internal sealed class NoneOf(PathFilter inner) : PathFilter
{
    public override bool Holds(Json item, Json root) => !inner.Holds(item, root);
}
