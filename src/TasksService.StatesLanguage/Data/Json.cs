using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TasksService.StatesLanguage;

/// <summary>
/// An immutable JSON value. Values are shared, never copied: the output of one state is the input of the next, and a large input costs nothing to pass on.
/// Numbers keep the text they came with (<c>1.0</c> stays <c>1.0</c>), as Step Functions keeps it.
/// </summary>
public sealed class Json : IEquatable<Json>
{
    /// <summary>The deepest nesting that is read or built: what is deeper is refused, so that no walk can exhaust the stack.</summary>
    public const int MaxDepth = 256;

    private const int IndexedFrom = 8;

    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 32).Select(static i => (char)i), '"', '\\']);

    private readonly string? _text;
    private readonly string[] _names = [];
    private readonly Json[] _items = [];
    private Dictionary<string, int>? _index;

    private Json(JsonValueKind kind, string? text, long size)
    {
        Kind = kind;
        _text = text;
        Size = size;
        Depth = 0;
    }

    private Json(Json[] items)
    {
        Kind = JsonValueKind.Array;
        _items = items;
        Size = 2 + Math.Max(0, items.Length - 1);
        foreach (var item in items)
        {
            Size += item.Size;
            Depth = Math.Max(Depth, item.Depth);
        }

        Depth++;
    }

    private Json(string[] names, Json[] items)
    {
        Kind = JsonValueKind.Object;
        _names = names;
        _items = items;
        Size = 2 + Math.Max(0, items.Length - 1);
        for (var i = 0; i < items.Length; i++)
        {
            Size += SizeOf(names[i]) + 1 + items[i].Size;
            Depth = Math.Max(Depth, items[i].Depth);
        }

        Depth++;
    }

    public static Json Null { get; } = new(JsonValueKind.Null, null, 4);
    public static Json True { get; } = new(JsonValueKind.True, null, 4);
    public static Json False { get; } = new(JsonValueKind.False, null, 5);
    public static Json EmptyObject { get; } = new([], []);
    public static Json EmptyArray { get; } = new([]);

    public JsonValueKind Kind { get; }

    /// <summary>Bytes of the compact UTF-8 text, as the service's size limits count them.</summary>
    public long Size { get; }

    /// <summary>0 for a scalar, 1 for an array or object of scalars, and so on.</summary>
    public int Depth { get; }

    public bool IsNull => Kind == JsonValueKind.Null;
    public bool IsBoolean => Kind is JsonValueKind.True or JsonValueKind.False;
    public bool IsNumber => Kind == JsonValueKind.Number;
    public bool IsString => Kind == JsonValueKind.String;
    public bool IsArray => Kind == JsonValueKind.Array;
    public bool IsObject => Kind == JsonValueKind.Object;

    /// <summary>Elements of an array or members of an object; 0 for a scalar.</summary>
    public int Count => _items.Length;

    /// <summary>Elements of an array or values of an object's members; empty for a scalar.</summary>
    public IReadOnlyList<Json> Items => _items;

    /// <summary>Names of an object's members, in the order of <see cref="Items"/>.</summary>
    public IReadOnlyList<string> Names => _names;

    public Json this[int index] => _items[index];

    /// <returns>The member; <see langword="null"/> when this is no object or has no such member.</returns>
    public Json? this[string name] => IndexOf(name) is >= 0 and var i ? _items[i] : null;

    public static Json Of(bool value) => value ? True : False;
    public static Json Of(string value) => new(JsonValueKind.String, value, SizeOf(value));
    public static Json OfNullable(string? value) => value is null ? Null : Of(value);
    public static Json Of(long value) => Number(value.ToString(CultureInfo.InvariantCulture));
    public static Json Of(IEnumerable<Json> items) => new([.. items]);
    internal static Json Array(params Json[] items) => new(items);

    /// <param name="value">A finite number.</param>
    public static Json Of(double value) => Number(
        value == Math.Floor(value) && Math.Abs(value) < 1e15
            ? ((long)value).ToString(CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>An object of these members; of members with one name the last counts.</summary>
    public static Json ObjectOf(params IReadOnlyCollection<KeyValuePair<string, Json>> members)
    {
        var names = new List<string>(members.Count);
        var items = new List<Json>(members.Count);
        Dictionary<string, int>? seen = members.Count >= IndexedFrom ? new(members.Count, StringComparer.Ordinal) : null;
        foreach (var (name, value) in members)
        {
            var at = seen is null ? names.IndexOf(name) : seen.GetValueOrDefault(name, -1);
            if (at >= 0)
            {
                items[at] = value;
                continue;
            }

            seen?.Add(name, names.Count);
            names.Add(name);
            items.Add(value);
        }

        return new([.. names], [.. items]);
    }

    public static Json ObjectOf(params ReadOnlySpan<(string Name, Json Value)> members)
    {
        var names = new string[members.Length];
        var items = new Json[members.Length];
        for (var i = 0; i < members.Length; i++)
        {
            (names[i], items[i]) = members[i];
            if (names.AsSpan(0, i).Contains(names[i]))
            {
                return ObjectOf(members.ToArray().Select(static member => KeyValuePair.Create(member.Name, member.Value)).ToList());
            }
        }

        return new(names, items);
    }

    /// <param name="names">Without doubles. Many objects may share them.</param>
    internal static Json ObjectOf(string[] names, Json[] items) => new(names, items);

    /// <exception cref="JsonException">The text is not one JSON value, or is nested deeper than <see cref="MaxDepth"/>.</exception>
    public static Json Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="Parse(string)"/>
    public static Json Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, MaxDepth);

    internal static Json Parse(string text, int maxDepth) => Parse(Encoding.UTF8.GetBytes(text), maxDepth);

    private static Json Parse(ReadOnlySpan<byte> utf8, int maxDepth)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = maxDepth });
        try
        {
            reader.Read();
            var value = Read(ref reader);
            return reader.Read() ? throw new JsonException("There is text after the JSON value.") : value;
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("A string holds half a surrogate pair.", exception);
        }
    }

    /// <exception cref="InvalidOperationException">The value is no string.</exception>
    public string AsString() => IsString ? _text! : throw new InvalidOperationException($"A JSON {Kind} is not a string.");

    /// <returns><see langword="null"/> when this is no string.</returns>
    public string? TextOrNull() => IsString ? _text : null;

    /// <returns>The number's own text, such as <c>1.50</c>; <see langword="null"/> when this is no number.</returns>
    public string? NumberText() => IsNumber ? _text : null;

    public bool TryGetInt64(out long value)
    {
        value = 0;
        if (!IsNumber)
        {
            return false;
        }

        if (long.TryParse(_text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
        {
            return true;
        }

        // 3.0 and 1e2 are whole numbers too.
        if (AsDouble() is var real && real == Math.Floor(real) && Math.Abs(real) < 9e15)
        {
            value = (long)real;
            return true;
        }

        return false;
    }

    /// <exception cref="InvalidOperationException">The value is no number.</exception>
    public double AsDouble() => IsNumber
        ? double.Parse(_text!, NumberStyles.Float, CultureInfo.InvariantCulture)
        : throw new InvalidOperationException($"A JSON {Kind} is not a number.");

    /// <returns>This object with the member set, sharing everything else.</returns>
    public Json With(string name, Json value)
    {
        var at = IndexOf(name);
        if (at >= 0)
        {
            var items = (Json[])_items.Clone();
            items[at] = value;
            return new(_names, items);
        }

        return new([.. _names, name], [.. _items, value]);
    }

    /// <returns>This array with the element replaced, sharing everything else.</returns>
    internal Json WithItem(int index, Json value)
    {
        var items = (Json[])_items.Clone();
        items[index] = value;
        return new(items);
    }

    /// <returns>This object with the members of <paramref name="other"/> set over its own.</returns>
    internal Json Merge(Json other)
    {
        if (other.Count == 0)
        {
            return this;
        }

        var members = new List<KeyValuePair<string, Json>>(Count + other.Count);
        foreach (var json in (ReadOnlySpan<Json>)[this, other])
        {
            for (var i = 0; i < json.Count; i++)
            {
                members.Add(new(json._names[i], json._items[i]));
            }
        }

        return ObjectOf(members);
    }

    public void WriteTo(Utf8JsonWriter writer)
    {
        switch (Kind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                for (var i = 0; i < _items.Length; i++)
                {
                    writer.WritePropertyName(_names[i]);
                    _items[i].WriteTo(writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in _items)
                {
                    item.WriteTo(writer);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(_text);
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(_text!, skipInputValidation: true);
                break;
            case JsonValueKind.True:
            case JsonValueKind.False:
                writer.WriteBooleanValue(Kind == JsonValueKind.True);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(ToString());

    /// <returns>The compact JSON text. Only what JSON wants escaped is escaped.</returns>
    public override string ToString()
    {
        if (Kind is JsonValueKind.Number or JsonValueKind.Null || IsBoolean)
        {
            return Scalar;
        }

        var text = new StringBuilder((int)Math.Min(Size, 1 << 20));
        AppendTo(text);
        return text.ToString();
    }

    /// <summary>Numbers are equal by value (<c>1</c> and <c>1.0</c>), objects whatever the order of their members.</summary>
    public bool Equals(Json? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || Kind != other.Kind || Count != other.Count)
        {
            return false;
        }

        switch (Kind)
        {
            case JsonValueKind.String:
                return string.Equals(_text, other._text, StringComparison.Ordinal);
            case JsonValueKind.Number:
                return CompareNumbers(this, other) == 0;
            case JsonValueKind.Array:
                return _items.AsSpan().SequenceEqual(other._items);
            case JsonValueKind.Object:
                for (var i = 0; i < _items.Length; i++)
                {
                    if (other[_names[i]] is not { } match || !_items[i].Equals(match))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return true;
        }
    }

    public override bool Equals(object? obj) => Equals(obj as Json);

    public override int GetHashCode()
    {
        switch (Kind)
        {
            case JsonValueKind.String:
                return string.GetHashCode(_text, StringComparison.Ordinal);
            case JsonValueKind.Number:
                return AsDouble().GetHashCode();
            case JsonValueKind.Array:
                return _items.Aggregate(1, static (hash, item) => HashCode.Combine(hash, item));
            case JsonValueKind.Object:
                var sum = 2;
                for (var i = 0; i < _items.Length; i++)
                {
                    // A sum, because the members' order does not count.
                    sum = unchecked(sum + HashCode.Combine(_names[i], _items[i]));
                }

                return sum;
            default:
                return (int)Kind;
        }
    }

    internal static int CompareNumbers(Json left, Json right) =>
        long.TryParse(left._text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var l) &&
        long.TryParse(right._text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var r)
            ? l.CompareTo(r)
            : left.AsDouble().CompareTo(right.AsDouble());

    private string Scalar => Kind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => _text!,
        _ => "null",
    };

    private static Json Number(string text) => new(JsonValueKind.Number, text, text.Length);

    private static Json Read(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = new List<KeyValuePair<string, Json>>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    members.Add(new(name, Read(ref reader)));
                }

                return members.Count == 0 ? EmptyObject : ObjectOf(members);
            case JsonTokenType.StartArray:
                var items = new List<Json>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Read(ref reader));
                }

                return items.Count == 0 ? EmptyArray : new([.. items]);
            case JsonTokenType.String:
                return Of(reader.GetString()!);
            case JsonTokenType.Number:
                return Number(Encoding.ASCII.GetString(reader.ValueSpan));
            case JsonTokenType.True:
                return True;
            case JsonTokenType.False:
                return False;
            default:
                return Null;
        }
    }

    private void AppendTo(StringBuilder text)
    {
        switch (Kind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                for (var i = 0; i < _items.Length; i++)
                {
                    if (i > 0)
                    {
                        text.Append(',');
                    }

                    AppendString(text, _names[i]);
                    text.Append(':');
                    _items[i].AppendTo(text);
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                for (var i = 0; i < _items.Length; i++)
                {
                    if (i > 0)
                    {
                        text.Append(',');
                    }

                    _items[i].AppendTo(text);
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                AppendString(text, _text!);
                break;
            default:
                text.Append(Scalar);
                break;
        }
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        var rest = value.AsSpan();
        while (rest.IndexOfAny(Escaped) is >= 0 and var at)
        {
            text.Append(rest[..at]);
            _ = rest[at] switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                var control => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)control:x4}"),
            };
            rest = rest[(at + 1)..];
        }

        text.Append(rest).Append('"');
    }

    private static long SizeOf(string text)
    {
        long size = 2 + Encoding.UTF8.GetByteCount(text);
        var rest = text.AsSpan();
        var escaped = rest.IndexOfAny(Escaped);
        foreach (var character in escaped < 0 ? [] : rest[escaped..])
        {
            size += character switch
            {
                '"' or '\\' or '\n' or '\r' or '\t' or '\b' or '\f' => 1,
                < ' ' => 5,
                _ => 0,
            };
        }

        return size;
    }

    private int IndexOf(string name)
    {
        if (_names.Length < IndexedFrom)
        {
            return System.Array.IndexOf(_names, name);
        }

        var index = _index;
        if (index is null)
        {
            index = new(_names.Length, StringComparer.Ordinal);
            for (var i = 0; i < _names.Length; i++)
            {
                index.Add(_names[i], i);
            }

            _index = index;
        }

        return index.TryGetValue(name, out var at) ? at : -1;
    }
}
