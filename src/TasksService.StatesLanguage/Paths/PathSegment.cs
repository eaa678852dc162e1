using System.Globalization;

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

    /// <param name="root">What <c>$</c> means in a filter.</param>
    public virtual void Select(Json value, Json root, List<Json> found)
    {
        if (TrySelectOne(value, out var selected))
        {
            found.Add(selected);
        }
    }
}

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

internal sealed class MembersSegment(string[] names) : PathSegment
{
    public override void Select(Json value, Json root, List<Json> found)
    {
        if (value.IsObject)
        {
            // Jayway: several names of one object give one object of those members.
            found.Add(Json.ObjectOf(names.Where(name => value[name] is not null).Select(name => KeyValuePair.Create(name, value[name]!)).ToList()));
        }
    }

    public override string ToString() => $"['{string.Join("','", names)}']";
}

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

internal sealed class IndexesSegment(int[] indexes) : PathSegment
{
    private readonly IndexSegment[] _each = [.. indexes.Select(static index => new IndexSegment(index))];

    public override void Select(Json value, Json root, List<Json> found)
    {
        foreach (var index in _each)
        {
            index.Select(value, root, found);
        }
    }

    public override string ToString() => $"[{string.Join(',', indexes)}]";
}

internal sealed class SliceSegment(int? from, int? until, int step) : PathSegment
{
    public override void Select(Json value, Json root, List<Json> found)
    {
        if (!value.IsArray)
        {
            return;
        }

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

internal sealed class WildcardSegment : PathSegment
{
    public override void Select(Json value, Json root, List<Json> found) => found.AddRange(value.Items);

    public override string ToString() => "[*]";
}

/// <summary><c>..</c>: the step after it is tried on the value and on everything below it.</summary>
internal sealed class DescentSegment : PathSegment
{
    public override void Select(Json value, Json root, List<Json> found)
    {
        found.Add(value);
        foreach (var item in value.Items)
        {
            Select(item, root, found);
        }
    }

    public override string ToString() => "..";
}

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

/// <summary><c>.length()</c> and its like.</summary>
internal sealed class FunctionSegment(string name) : PathSegment
{
    private static readonly Dictionary<string, Func<IReadOnlyList<double>, double>> Numeric = new(StringComparer.Ordinal)
    {
        ["min"] = static numbers => numbers.Min(),
        ["max"] = static numbers => numbers.Max(),
        ["sum"] = static numbers => numbers.Sum(),
        ["avg"] = static numbers => numbers.Average(),
        ["stddev"] = static numbers => Math.Sqrt(Math.Max(0, numbers.Average(static x => x * x) - (numbers.Average() * numbers.Average()))),
    };

    public override bool IsDefinite => true;

    public static bool Exists(string name) => name == "length" || Numeric.ContainsKey(name);

    public override bool TrySelectOne(Json value, out Json selected)
    {
        selected = Json.Null;
        if (name == "length")
        {
            if (value.IsString)
            {
                selected = Json.Of((long)value.AsString().Length);
                return true;
            }

            selected = Json.Of((long)value.Count);
            return value.IsArray || value.IsObject;
        }

        var numbers = value.Items.Where(static item => item.IsNumber).Select(static item => item.AsDouble()).ToList();
        if (!value.IsArray || numbers.Count == 0 || Numeric[name](numbers) is var result && !double.IsFinite(result))
        {
            return false;
        }

        selected = Json.Of(result);
        return true;
    }

    public override string ToString() => $".{name}()";
}
