namespace TasksService.StatesLanguage;

/// <summary>A path: <c>$.a</c> reads the input, <c>$$.a</c> the context object, <c>$a</c> the variable <c>a</c>.</summary>
internal sealed class PathExpression : Expression
{
    private readonly JsonPath _path;
    private readonly string? _variable;

    private PathExpression(string text, JsonPath path, bool isContext, string? variable)
        : base(text)
    {
        _path = path;
        IsContext = isContext;
        _variable = variable;
    }

    public static PathExpression Root { get; } = new("$", JsonPath.Root, false, null);

    public bool IsContext { get; }

    public bool IsRoot => !IsContext && _variable is null && _path.IsRoot;

    public JsonPath Path => _path;

    /// <summary>Whether this is a path of the input that a result can be written to.</summary>
    public bool IsReference => !IsContext && _variable is null && _path.IsReference;

    public static new PathExpression Parse(string text)
    {
        var (path, position) = ParsePrefix(text, 0);
        return position == text.Length ? path : throw new FormatException($"'{text}' is not a path: it goes wrong at character {position}.");
    }

    /// <summary>Reads a path that begins at <paramref name="start"/>; the text may go on behind it.</summary>
    public static (PathExpression Path, int End) ParsePrefix(string text, int start)
    {
        if (start >= text.Length || text[start] != '$')
        {
            throw new FormatException($"'{text}' is not a path: it has no '$' at character {start}.");
        }

        var position = start + 1;
        var isContext = position < text.Length && text[position] == '$';
        string? variable = null;
        if (isContext)
        {
            position++;
        }
        else
        {
            var nameEnd = position;
            while (nameEnd < text.Length && (char.IsLetterOrDigit(text[nameEnd]) || text[nameEnd] == '_'))
            {
                nameEnd++;
            }

            if (nameEnd > position)
            {
                variable = text[position..nameEnd];
                position = nameEnd;
            }
        }

        var parser = new JsonPathParser(text, position);
        var path = parser.ReadSteps();
        return (new(text[start..parser.Position], path, isContext, variable), parser.Position);
    }

    /// <returns><see langword="null"/> when nothing is there.</returns>
    public Json? Find(Scope scope)
    {
        var root = Base(scope);
        return root is not null && _path.TryEvaluate(root, out var value) ? value : null;
    }

    public override Json Evaluate(Scope scope, string? field)
    {
        if (IsRoot)
        {
            return scope.Input;
        }

        if (Find(scope) is { } value)
        {
            return value;
        }

        if (field is not null)
        {
            throw ErrorException.Runtime(
                $"The JSONPath '{Text}' specified for the field '{field}' could not be found in the input '{Base(scope) ?? scope.Input}'");
        }

        throw ErrorException.Runtime(Base(scope) is { } root
            ? $"Invalid path '{Text}' : No results for path: {_path.Missing(root)}"
            : $"Invalid path '{Text}' : The variable '{_variable}' is not assigned");
    }

    private Json? Base(Scope scope) => IsContext ? scope.Context : _variable is null ? scope.Input : scope.Variables[_variable];
}
