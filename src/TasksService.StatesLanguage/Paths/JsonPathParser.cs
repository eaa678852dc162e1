using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TasksService.StatesLanguage;

/// <summary>Reads the steps of a path, from just after its root (<c>$</c>, <c>$$</c>, <c>$variable</c>, <c>@</c>).</summary>
/// <exception cref="FormatException">The text is no path.</exception>
internal ref struct JsonPathParser(string text, int position)
{
    private const int MaxNesting = 32;
    private const int MaxPattern = 1_000;

    private readonly string _text = text;
    private int _nesting;

    public int Position { get; private set; } = position;

    private readonly bool AtEnd => Position >= _text.Length;
    private readonly char Current => Position < _text.Length ? _text[Position] : '\0';

    /// <summary>Parses all of <paramref name="text"/> from <paramref name="start"/> on.</summary>
    public static JsonPath Parse(string text, int start)
    {
        var parser = new JsonPathParser(text, start);
        var path = parser.ReadSteps();
        return parser.AtEnd ? path : throw parser.Wrong();
    }

    /// <summary>Reads steps as far as they go; the text may go on with something else.</summary>
    public JsonPath ReadSteps()
    {
        var segments = new List<PathSegment>();
        while (!AtEnd)
        {
            if (Current == '.')
            {
                Position++;
                if (Current == '.')
                {
                    Position++;
                    segments.Add(new DescentSegment());
                    segments.Add(Current == '[' ? ReadBrackets() : ReadName());
                }
                else
                {
                    segments.Add(ReadName());
                }
            }
            else if (Current == '[')
            {
                segments.Add(ReadBrackets());
            }
            else
            {
                break;
            }
        }

        return new([.. segments]);
    }

    private PathSegment ReadName()
    {
        if (Current == '*')
        {
            Position++;
            return new WildcardSegment();
        }

        var start = Position;
        while (!AtEnd && !".[]()\"' ,+*=<>!&|?@\t\r\n".Contains(Current, StringComparison.Ordinal))
        {
            Position++;
        }

        if (Position == start)
        {
            throw Wrong();
        }

        var name = _text[start..Position];
        if (Current == '(' && Position + 1 < _text.Length && _text[Position + 1] == ')')
        {
            Position += 2;
            return FunctionSegment.Exists(name) ? new FunctionSegment(name) : throw Wrong();
        }

        return new MemberSegment(name);
    }

    private PathSegment ReadBrackets()
    {
        Expect('[');
        SkipSpace();
        PathSegment segment;
        switch (Current)
        {
            case '*':
                Position++;
                segment = new WildcardSegment();
                break;
            case '\'' or '"':
                var names = new List<string> { ReadQuoted() };
                SkipSpace();
                while (Current == ',')
                {
                    Position++;
                    SkipSpace();
                    names.Add(ReadQuoted());
                    SkipSpace();
                }

                segment = names.Count == 1 ? new MemberSegment(names[0]) : new MembersSegment([.. names]);
                break;
            case '?':
                Position++;
                SkipSpace();
                Expect('(');
                var start = Position;
                var filter = ReadAny();
                SkipSpace();
                segment = new FilterSegment(filter, _text[start..Position]);
                Expect(')');
                break;
            default:
                segment = ReadIndexes();
                break;
        }

        SkipSpace();
        Expect(']');
        return segment;
    }

    private PathSegment ReadIndexes()
    {
        var first = ReadInteger();
        SkipSpace();
        if (Current == ':')
        {
            Position++;
            SkipSpace();
            var until = ReadInteger();
            SkipSpace();
            var step = 1;
            if (Current == ':')
            {
                Position++;
                SkipSpace();
                step = ReadInteger() ?? 1;
            }

            return step > 0 ? new SliceSegment(first, until, step) : throw Wrong();
        }

        var indexes = new List<int> { first ?? throw Wrong() };
        while (Current == ',')
        {
            Position++;
            SkipSpace();
            indexes.Add(ReadInteger() ?? throw Wrong());
            SkipSpace();
        }

        return indexes.Count == 1 ? new IndexSegment(indexes[0]) : new IndexesSegment([.. indexes]);
    }

    private int? ReadInteger()
    {
        var start = Position;
        if (Current == '-')
        {
            Position++;
        }

        while (char.IsAsciiDigit(Current))
        {
            Position++;
        }

        return start == Position ? null
            : int.TryParse(_text.AsSpan(start, Position - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
            : throw Wrong();
    }

    private string ReadQuoted()
    {
        var quote = Current;
        if (quote is not ('\'' or '"'))
        {
            throw Wrong();
        }

        Position++;
        var name = new StringBuilder();
        while (Current != quote)
        {
            if (AtEnd)
            {
                throw Wrong();
            }

            // A backslash takes the closing quote or another backslash as it is; before anything else it is a character itself.
            if (Current == '\\' && Position + 1 < _text.Length && (_text[Position + 1] == '\\' || _text[Position + 1] == quote))
            {
                Position++;
            }

            name.Append(Current);
            Position++;
        }

        Position++;
        return name.ToString();
    }

    private PathFilter ReadAny()
    {
        var left = ReadAll();
        SkipSpace();
        while (TryTake("||"))
        {
            left = new AnyOf(left, ReadAll());
            SkipSpace();
        }

        return left;
    }

    private PathFilter ReadAll()
    {
        var left = ReadTerm();
        SkipSpace();
        while (TryTake("&&"))
        {
            left = new AllOf(left, ReadTerm());
            SkipSpace();
        }

        return left;
    }

    private PathFilter ReadTerm()
    {
        if (++_nesting > MaxNesting)
        {
            throw Wrong();
        }

        SkipSpace();
        PathFilter term;
        if (Current == '!')
        {
            Position++;
            term = new NoneOf(ReadTerm());
        }
        else if (Current == '(')
        {
            Position++;
            term = ReadAny();
            SkipSpace();
            Expect(')');
        }
        else
        {
            term = ReadComparison();
        }

        _nesting--;
        return term;
    }

    private PathFilter ReadComparison()
    {
        var left = ReadOperand();
        SkipSpace();
        foreach (var operation in (ReadOnlySpan<string>)["==", "!=", "<=", ">=", "=~", "<", ">", "in ", "nin "])
        {
            if (TryTake(operation))
            {
                SkipSpace();
                var right = operation == "=~" ? ReadPattern() : ReadOperand();
                return new Comparison(left, operation.TrimEnd(), right);
            }
        }

        return new Exists(left);
    }

    private PathOperand ReadPattern()
    {
        Expect('/');
        var start = Position;
        while (!AtEnd && Current != '/')
        {
            Position += Current == '\\' ? 2 : 1;
        }

        if (AtEnd)
        {
            throw Wrong();
        }

        if (Position - start > MaxPattern)
        {
            throw Wrong();
        }

        var pattern = _text[start..Position];
        Position++;
        var options = RegexOptions.None;
        if (Current == 'i')
        {
            Position++;
            options = RegexOptions.IgnoreCase;
        }

        try
        {
            _ = new Regex($@"\A(?:{pattern})\z", options | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw Wrong();
        }

        return new(pattern, options);
    }

    private PathOperand ReadOperand()
    {
        SkipSpace();
        if (Current is '@' or '$')
        {
            var fromRoot = Current == '$';
            Position++;
            if (++_nesting > MaxNesting)
            {
                throw Wrong();
            }

            var path = ReadSteps();
            _nesting--;
            return new(path, fromRoot);
        }

        if (Current is '\'' or '"')
        {
            return new(Json.Of(ReadQuoted()));
        }

        var start = Position;
        if (Current is '[' or '{')
        {
            var depth = 0;
            do
            {
                depth += Current is '[' or '{' ? 1 : Current is ']' or '}' ? -1 : 0;
                Position++;
            }
            while (depth > 0 && !AtEnd);
        }
        else
        {
            while (!AtEnd && !" )=<>!&|,\t".Contains(Current, StringComparison.Ordinal))
            {
                Position++;
            }
        }

        try
        {
            return new(Json.Parse(_text[start..Position].Replace('\'', '"')));
        }
        catch (JsonException)
        {
            throw Wrong();
        }
    }

    private void SkipSpace()
    {
        while (char.IsWhiteSpace(Current))
        {
            Position++;
        }
    }

    private bool TryTake(string token)
    {
        if (string.CompareOrdinal(_text, Position, token, 0, token.Length) != 0)
        {
            return false;
        }

        Position += token.Length;
        return true;
    }

    private void Expect(char character)
    {
        if (Current != character)
        {
            throw Wrong();
        }

        Position++;
    }

    private readonly FormatException Wrong() => new($"'{_text}' is not a path: it goes wrong at character {Position}.");
}
