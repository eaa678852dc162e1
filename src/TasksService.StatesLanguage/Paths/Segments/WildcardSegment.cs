namespace TasksService.StatesLanguage;

internal sealed class WildcardSegment : PathSegment
{
    public override void Select(Json value, Json root, List<Json> found) => found.AddRange(value.Items);

    public override string ToString() => "[*]";
}
