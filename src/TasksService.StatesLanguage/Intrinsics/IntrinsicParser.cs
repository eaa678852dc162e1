using System.Text;
using System.Text.Json;

namespace TasksService.StatesLanguage;

/// <summary>Reads a call of an intrinsic function: its arguments are paths, strings in single quotes, numbers, <c>true</c>, <c>false</c>, <c>null</c> and calls.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html"/></remarks>
internal ref struct IntrinsicParser
{
    /// <summary>The service's own limit.</summary>
    private const int MaxNesting = 10;

    private readonly string _text;
    private int _position;
    private int _nesting;

    private IntrinsicParser(string text) => _text = text;

    private readonly char Current => _position < _text.Length ? _text[_position] : '\0';

    /// <exception cref="FormatException">The text is no call of an intrinsic function.</exception>
    public static Expression Parse(string text)
    {
        var parser = new IntrinsicParser(text);
        parser.SkipSpace();
        var call = parser.ReadCall();
        parser.SkipSpace();
        return parser._position == text.Length ? call : throw parser.Wrong();
    }

    private IntrinsicCall ReadCall()
    {
        if (++_nesting > MaxNesting)
        {
            throw new FormatException($"'{_text}' nests functions more than {MaxNesting} deep.");
        }

        var start = _position;
        while (char.IsAsciiLetterOrDigit(Current) || Current is '.' or '_')
        {
            _position++;
        }

        var function = IntrinsicFunction.Find(_text[start.._position]) ?? throw Wrong();
        SkipSpace();
        Expect('(');
        var arguments = new List<Expression>();
        SkipSpace();
        if (Current != ')')
        {
            arguments.Add(ReadArgument(keepsEscapes: function.IsFormat && arguments.Count == 0));
            SkipSpace();
            while (Current == ',')
            {
                _position++;
                SkipSpace();
                arguments.Add(ReadArgument(keepsEscapes: function.IsFormat && arguments.Count == 0));
                SkipSpace();
            }
        }

        Expect(')');
        _nesting--;
        return function.Takes(arguments.Count) ? new(_text[start.._position], function, arguments) : throw Wrong();
    }

    /// <param name="keepsEscapes">The template of States.Format reads its escaped braces itself.</param>
    private Expression ReadArgument(bool keepsEscapes)
    {
        switch (Current)
        {
            case '$':
                var (path, end) = PathExpression.ParsePrefix(_text, _position);
                _position = end;
                return path;
            case '\'':
                return ReadString(keepsEscapes);
            case '-' or (>= '0' and <= '9'):
                return ReadNumber();
            default:
                foreach (var (word, value) in (ReadOnlySpan<(string, Json)>)[("true", Json.True), ("false", Json.False), ("null", Json.Null)])
                {
                    if (string.CompareOrdinal(_text, _position, word, 0, word.Length) == 0)
                    {
                        _position += word.Length;
                        return new Literal(word, value);
                    }
                }

                return ReadCall();
        }
    }

    private Literal ReadNumber()
    {
        var start = _position;
        while (char.IsAsciiDigit(Current) || Current is '-' or '+' or '.' or 'e' or 'E')
        {
            _position++;
        }

        try
        {
            var text = _text[start.._position];
            return new(text, Json.Parse(text));
        }
        catch (JsonException)
        {
            throw Wrong();
        }
    }

    private Literal ReadString(bool keepsEscapes)
    {
        var start = _position++;
        var text = new StringBuilder();
        while (Current != '\'')
        {
            if (_position >= _text.Length)
            {
                throw Wrong();
            }

            if (Current == '\\')
            {
                // Only a quote, a brace or a backslash may be escaped.
                _position++;
                if (Current is not ('\'' or '{' or '}' or '\\'))
                {
                    throw Wrong();
                }

                if (keepsEscapes)
                {
                    text.Append('\\');
                }
            }

            text.Append(Current);
            _position++;
        }

        _position++;
        return new(_text[start.._position], Json.Of(text.ToString()));
    }

    private void SkipSpace()
    {
        while (char.IsWhiteSpace(Current))
        {
            _position++;
        }
    }

    private void Expect(char character)
    {
        if (Current != character)
        {
            throw Wrong();
        }

        _position++;
    }

    private readonly FormatException Wrong() => new($"'{_text}' is not an intrinsic function: it goes wrong at character {_position}.");
}
