namespace TasksService.StatesLanguage;

internal sealed class WildcardSegment : PathSegment
{
    public override void Select(Json value, PathWalk walk, List<Json> found)
    {
        walk.Visit(value.Count);
        found.AddRange(value.Items);
    }

    public override string ToString() => "[*]";
}
