namespace TasksService.StatesLanguage;

internal sealed class MembersSegment(string[] names) : PathSegment
{
    public override void Select(Json value, PathWalk walk, List<Json> found)
    {
        if (value.IsObject)
        {
            // Jayway: several names of one object give one object of those members.
            found.Add(Json.ObjectOf(names.Where(name => value[name] is not null).Select(name => KeyValuePair.Create(name, value[name]!)).ToList()));
        }
    }

    public override string ToString() => $"['{string.Join("','", names)}']";
}
