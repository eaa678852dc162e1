using System.Text;

namespace TasksService.StatesLanguage;

/// <summary>
/// A path from a root value, in the dialect that Step Functions takes (Jayway JsonPath): members, indexes, slices, wildcards, descent, filters and functions.
/// A path that names one place finds one value or none; any other finds a list, perhaps empty.
/// </summary>
internal sealed class JsonPath
{
    private readonly PathSegment[] _segments;

    internal JsonPath(PathSegment[] segments)
    {
        _segments = segments;
        IsDefinite = segments.All(static segment => segment.IsDefinite);
    }

    public static JsonPath Root { get; } = new([]);

    /// <summary>Whether the path names one place.</summary>
    public bool IsDefinite { get; }

    public bool IsRoot => _segments.Length == 0;

    /// <summary>Whether the path is made of members and non-negative indexes only: what may be written to.</summary>
    public bool IsReference => _segments.All(static segment => segment is MemberSegment or IndexSegment { Index: >= 0 });

    public IReadOnlyList<PathSegment> Segments => _segments;

    /// <returns><see langword="false"/> when a path to one place finds nothing there.</returns>
    /// <exception cref="ErrorException">The path looks at too much.</exception>
    public bool TryEvaluate(Json root, out Json value) => TryEvaluate(root, null, out value);

    /// <param name="walk">The evaluation of the path whose filter this one is in.</param>
    public bool TryEvaluate(Json root, PathWalk? walk, out Json value)
    {
        value = root;
        if (_segments.Length == 0)
        {
            return true;
        }

        if (IsDefinite)
        {
            walk?.Visit(_segments.Length);
            foreach (var segment in _segments)
            {
                if (!segment.TrySelectOne(value, out value))
                {
                    return false;
                }
            }

            return true;
        }

        walk ??= new(root);
        var found = new List<Json> { root };
        for (var i = 0; i < _segments.Length; i++)
        {
            // A function sums up what was found so far and gives one value.
            if (_segments[i] is FunctionSegment function)
            {
                if (!function.TrySelectOne(Json.Of(found), out value))
                {
                    return false;
                }

                found = [value];
                if (i == _segments.Length - 1)
                {
                    return true;
                }

                continue;
            }

            var next = new List<Json>();
            foreach (var item in found)
            {
                walk.Visit();
                _segments[i].Select(item, walk, next);
            }

            found = next;
        }

        value = Json.Of(found);
        return true;
    }

    /// <summary>The path up to the first place where nothing is, as Jayway writes it: <c>$['a']['b']</c>.</summary>
    public string Missing(Json root)
    {
        var text = new StringBuilder("$");
        var value = root;
        foreach (var segment in _segments)
        {
            text.Append(segment);
            if (!segment.IsDefinite || !segment.TrySelectOne(value, out value))
            {
                break;
            }
        }

        return text.ToString();
    }
}
