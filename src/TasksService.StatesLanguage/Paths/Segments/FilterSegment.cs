namespace TasksService.StatesLanguage;

internal sealed class FilterSegment(PathFilter filter, string text) : PathSegment
{
    public override void Select(Json value, Json root, List<Json> found)
    {
        // Jayway filters an array's elements; an object it takes as the one candidate.
        if (value.IsArray)
        {
            found.AddRange(value.Items.Where(item => filter.Holds(item, root)));
        }
        else if (value.IsObject && filter.Holds(value, root))
        {
            found.Add(value);
        }
    }

    public override string ToString() => $"[?({text})]";
}
