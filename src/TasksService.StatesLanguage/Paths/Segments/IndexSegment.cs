using System.Globalization;

namespace TasksService.StatesLanguage;

internal sealed class IndexSegment(int index) : PathSegment
{
    public int Index => index;
    public override bool IsDefinite => true;

    public override bool TrySelectOne(Json value, out Json selected)
    {
        selected = Json.Null;
        if (!value.IsArray)
        {
            return false;
        }

        var at = index < 0 ? value.Count + index : index;
        if (at < 0 || at >= value.Count)
        {
            return false;
        }

        selected = value[at];
        return true;
    }

    public override string ToString() => $"[{index.ToString(CultureInfo.InvariantCulture)}]";
}
