namespace TasksService.StatesLanguage;

internal sealed class FilterSegment(PathFilter filter, string text) : PathSegment
{
    public override void Select(Json value, PathWalk walk, List<Json> found)
    {
        walk.Visit(1 + value.Count);

        // Jayway filters an array's elements; an object it takes as the one candidate.
        if (value.IsArray)
        {
            found.AddRange(value.Items.Where(item => filter.Holds(item, walk)));
        }
        else if (value.IsObject && filter.Holds(value, walk))
        {
            found.Add(value);
        }
    }

    public override string ToString() => $"[?({text})]";
}
