namespace TasksService.StatesLanguage;

internal sealed class SliceSegment(int? from, int? until, int step) : PathSegment
{
    public override void Select(Json value, PathWalk walk, List<Json> found)
    {
        if (!value.IsArray)
        {
            return;
        }

        walk.Visit(value.Count);
        var start = At(from ?? 0, value.Count);
        var end = At(until ?? value.Count, value.Count);
        for (long i = start; i < end; i += step)
        {
            found.Add(value[(int)i]);
        }
    }

    public override string ToString() => $"[{from}:{until}]";

    private static int At(int index, int count) => Math.Clamp(index < 0 ? count + index : index, 0, count);
}
