namespace TasksService.StatesLanguage;

internal sealed class MemberSegment(string name) : PathSegment
{
    public string Name => name;
    public override bool IsDefinite => true;

    public override bool TrySelectOne(Json value, out Json selected)
    {
        var member = value[name];
        selected = member ?? Json.Null;
        return member is not null;
    }

    public override string ToString() => $"['{name}']";
}
