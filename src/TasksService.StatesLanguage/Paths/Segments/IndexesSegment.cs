namespace TasksService.StatesLanguage;

internal sealed class IndexesSegment(int[] indexes) : PathSegment
{
    private readonly IndexSegment[] _each = [.. indexes.Select(static index => new IndexSegment(index))];

    public override void Select(Json value, PathWalk walk, List<Json> found)
    {
        foreach (var index in _each)
        {
            index.Select(value, walk, found);
        }
    }

    public override string ToString() => $"[{string.Join(',', indexes)}]";
}
