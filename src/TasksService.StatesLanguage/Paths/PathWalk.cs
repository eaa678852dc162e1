namespace TasksService.StatesLanguage;

/// <summary>One evaluation of a path: where it began, and how much it may still look at. A path can be written that visits everything for each thing it visits.</summary>
internal sealed class PathWalk(Json root)
{
    private const int MaxVisits = 1_000_000;

    private int _visits;

    public Json Root { get; } = root;

    /// <exception cref="ErrorException">The path looks at too much.</exception>
    public void Visit(int count = 1)
    {
        _visits += count;
        if (_visits > MaxVisits)
        {
            throw ErrorException.Runtime($"The JSONPath visits more than {MaxVisits} values.");
        }
    }
}
