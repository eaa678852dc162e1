namespace TasksService.StatesLanguage;

/// <summary><c>..</c>: the step after it is tried on the value and on everything below it.</summary>
internal sealed class DescentSegment : PathSegment
{
    public override void Select(Json value, PathWalk walk, List<Json> found)
    {
        walk.Visit();
        found.Add(value);
        foreach (var item in value.Items)
        {
            Select(item, walk, found);
        }
    }

    public override string ToString() => "..";
}
