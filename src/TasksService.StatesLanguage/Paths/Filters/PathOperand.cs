using System.Text.RegularExpressions;

namespace TasksService.StatesLanguage;

/// <summary>A side of a comparison in a filter: a literal, a path from the item (<c>@</c>), or one from the root (<c>$</c>).</summary>
internal sealed class PathOperand
{
    private readonly Json? _literal;
    private readonly JsonPath? _path;
    private readonly bool _fromRoot;

    public PathOperand(Json literal) => _literal = literal;

    public PathOperand(JsonPath path, bool fromRoot)
    {
        _path = path;
        _fromRoot = fromRoot;
    }

    public PathOperand(string pattern, RegexOptions options)
    {
        Pattern = pattern;
        PatternOptions = options;
    }

    public string? Pattern { get; }

    public RegexOptions PatternOptions { get; }

    public bool IsMany => _path is { IsDefinite: false };

    public Json? Read(Json item, PathWalk walk) =>
        _path is null ? _literal : _path.TryEvaluate(_fromRoot ? walk.Root : item, walk, out var value) ? value : null;
}
