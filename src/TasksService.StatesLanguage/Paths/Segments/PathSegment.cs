namespace TasksService.StatesLanguage;

/// <summary>One step of a path.</summary>
internal abstract class PathSegment
{
    /// <summary>Whether the step leads to one place.</summary>
    public virtual bool IsDefinite => false;

    public virtual bool TrySelectOne(Json value, out Json selected)
    {
        selected = Json.Null;
        return false;
    }

    /// <param name="walk">What <c>$</c> means in a filter, and how far the walk may go.</param>
    public virtual void Select(Json value, PathWalk walk, List<Json> found)
    {
        if (TrySelectOne(value, out var selected))
        {
            found.Add(selected);
        }
    }
}
