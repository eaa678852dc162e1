namespace TasksService.StatesLanguage;

/// <summary><c>..</c>: the step after it is tried on the value and on everything below it.</summary>
internal sealed class DescentSegment : PathSegment
{
    public override void Select(Json value, Json root, List<Json> found)
    {
        found.Add(value);
        foreach (var item in value.Items)
        {
            Select(item, root, found);
        }
    }

    public override string ToString() => "..";
}
