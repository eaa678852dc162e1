using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TasksService.StatesLanguage;

/// <summary>The intrinsic functions, by name.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html"/></remarks>
internal sealed class IntrinsicFunction
{
    private const int MaxText = 10_000;
    private const int MaxRange = 1_000;
    private const int MaxPrinted = 1_048_576;

    private static readonly FrozenDictionary<string, IntrinsicFunction> ByName = new Dictionary<string, IntrinsicFunction>
    {
        ["States.Array"] = new(0, int.MaxValue, static a => Json.Of(a)),
        ["States.ArrayPartition"] = new(2, 2, static a => ArrayPartition(ArrayOf(a[0]), WholeOf(a[1]))),
        ["States.ArrayContains"] = new(2, 2, static a => Json.Of(ArrayOf(a[0]).Items.Contains(a[1]))),
        ["States.ArrayRange"] = new(3, 3, static a => ArrayRange(WholeOf(a[0]), WholeOf(a[1]), WholeOf(a[2]))),
        ["States.ArrayGetItem"] = new(2, 2, static a => ArrayGetItem(ArrayOf(a[0]), WholeOf(a[1]))),
        ["States.ArrayLength"] = new(1, 1, static a => Json.Of((long)ArrayOf(a[0]).Count)),
        ["States.ArrayUnique"] = new(1, 1, static a => Json.Of(ArrayOf(a[0]).Items.Distinct())),
        ["States.Base64Encode"] = new(1, 1, static a => Json.Of(Convert.ToBase64String(Encoding.UTF8.GetBytes(ShortTextOf(a[0]))))),
        ["States.Base64Decode"] = new(1, 1, static a => Base64Decode(ShortTextOf(a[0]))),
        ["States.Hash"] = new(2, 2, static a => Hash(a[0], TextOf(a[1]))),
        ["States.JsonMerge"] = new(3, 3, static a => JsonMerge(a[0], a[1], a[2])),
        ["States.StringToJson"] = new(1, 1, static a => StringToJson(TextOf(a[0]))),
        ["States.JsonToString"] = new(1, 1, static a => Json.Of(Printable(a[0]).ToString())),
        ["States.MathRandom"] = new(2, 3, static a => MathRandom(WholeOf(a[0]), WholeOf(a[1]), a.Length > 2 ? WholeOf(a[2]) : null)),
        ["States.MathAdd"] = new(2, 2, static a => MathAdd(WholeOf(a[0]), WholeOf(a[1]))),
        ["States.StringSplit"] = new(2, 2, static a => StringSplit(TextOf(a[0]), TextOf(a[1]))),
        ["States.UUID"] = new(0, 0, static _ => Json.Of(Guid.NewGuid().ToString())),
        ["States.Format"] = new(1, int.MaxValue, static a => Format(TextOf(a[0]), a.AsSpan(1))),
    }.ToFrozenDictionary();

    private readonly int _atLeast;
    private readonly int _atMost;
    private readonly Func<Json[], Json> _apply;

    private IntrinsicFunction(int atLeast, int atMost, Func<Json[], Json> apply)
    {
        _atLeast = atLeast;
        _atMost = atMost;
        _apply = apply;
    }

    public static IEnumerable<string> Names => ByName.Keys;

    public static IntrinsicFunction? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Whether this is States.Format, whose template has escapes of its own.</summary>
    public bool IsFormat => ReferenceEquals(this, ByName["States.Format"]);

    public bool Takes(int arguments) => arguments >= _atLeast && arguments <= _atMost;

    /// <exception cref="IntrinsicException">The function cannot be applied to these.</exception>
    public Json Apply(Json[] arguments) => _apply(arguments);

    private static Json ArrayPartition(Json array, long size) => size > 0
        ? Json.Of(array.Items.Chunk((int)Math.Min(size, int.MaxValue)).Select(Json.Of))
        : throw new IntrinsicException("The chunk size must be a positive integer.");

    private static Json ArrayRange(long from, long to, long step)
    {
        if (step == 0)
        {
            throw new IntrinsicException("The step must not be zero.");
        }

        var items = new List<Json>();
        for (Int128 i = from; step > 0 ? i <= to : i >= to; i += step)
        {
            if (items.Count == MaxRange)
            {
                throw new IntrinsicException($"The array would have more than {MaxRange} items.");
            }

            items.Add(Json.Of((long)i));
        }

        return Json.Of(items);
    }

    private static Json ArrayGetItem(Json array, long index) => index >= 0 && index < array.Count
        ? array[(int)index]
        : throw new IntrinsicException($"Index {index} is out of the array's bounds.");

    private static Json Base64Decode(string text)
    {
        try
        {
            return Json.Of(Encoding.UTF8.GetString(Convert.FromBase64String(text)));
        }
        catch (FormatException)
        {
            throw new IntrinsicException("The text is not base64.");
        }
    }

    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The language names SHA-1.")]
    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The language names MD5.")]
    private static Json Hash(Json value, string algorithm)
    {
        var text = value.TextOrNull() ?? Printable(value).ToString();
        if (text.Length > MaxText)
        {
            throw new IntrinsicException($"The data is longer than {MaxText} characters.");
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        return Json.Of(Convert.ToHexStringLower(algorithm switch
        {
            "MD5" => MD5.HashData(bytes),
            "SHA-1" => SHA1.HashData(bytes),
            "SHA-256" => SHA256.HashData(bytes),
            "SHA-384" => SHA384.HashData(bytes),
            "SHA-512" => SHA512.HashData(bytes),
            _ => throw new IntrinsicException("The algorithm must be one of MD5, SHA-1, SHA-256, SHA-384, SHA-512."),
        }));
    }

    private static Json JsonMerge(Json left, Json right, Json deep)
    {
        if (!left.IsObject || !right.IsObject)
        {
            throw new IntrinsicException("Both arguments must be JSON objects.");
        }

        // The service supports the shallow merge only, and wants it said.
        return deep.Kind == JsonValueKind.False ? left.Merge(right) : throw new IntrinsicException("The third argument must be false.");
    }

    private static Json StringToJson(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Json.Null;
        }

        try
        {
            return Json.Parse(text);
        }
        catch (JsonException)
        {
            throw new IntrinsicException("The text is not valid JSON.");
        }
    }

    [SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "A number for a definition, with a seed where it asks for one.")]
    private static Json MathRandom(long from, long until, long? seed)
    {
        if (from >= until)
        {
            throw new IntrinsicException("The start number must be less than the end number.");
        }

        var random = seed is { } number ? new Random(unchecked((int)(number ^ (number >> 32)))) : Random.Shared;
        return Json.Of(random.NextInt64(from, until));
    }

    private static Json MathAdd(long left, long right)
    {
        try
        {
            return Json.Of(checked(left + right));
        }
        catch (OverflowException)
        {
            throw new IntrinsicException("The sum is out of range.");
        }
    }

    /// <summary>Each character of the splitter splits, and nothing empty is kept.</summary>
    private static Json StringSplit(string text, string splitter)
    {
        if (splitter.Length == 0)
        {
            return Json.Of([Json.Of(text)]);
        }

        var separators = splitter.EnumerateRunes().Select(static rune => rune.ToString()).ToArray();
        return Json.Of(text.Split(separators, StringSplitOptions.RemoveEmptyEntries).Select(Json.Of));
    }

    private static Json Format(string template, ReadOnlySpan<Json> arguments)
    {
        foreach (var argument in arguments)
        {
            Printable(argument);
        }

        var text = new StringBuilder();
        var used = 0;
        for (var i = 0; i < template.Length; i++)
        {
            var character = template[i];
            if (character == '\\' && i + 1 < template.Length)
            {
                text.Append(template[++i]);
            }
            else if (character == '{' && i + 1 < template.Length && template[i + 1] == '}')
            {
                if (used == arguments.Length)
                {
                    throw new IntrinsicException("There are more placeholders than arguments.");
                }

                AppendPlain(text, arguments[used++]);
                i++;
            }
            else
            {
                text.Append(character);
            }
        }

        return used == arguments.Length
            ? Json.Of(text.ToString())
            : throw new IntrinsicException("There are more arguments than placeholders.");
    }

    /// <summary>A value as the service prints it in a text: <c>{a=1, b=[x, y]}</c>.</summary>
    private static void AppendPlain(StringBuilder text, Json value)
    {
        if (value.IsObject || value.IsArray)
        {
            text.Append(value.IsObject ? '{' : '[');
            for (var i = 0; i < value.Count; i++)
            {
                text.Append(i == 0 ? "" : ", ");
                if (value.IsObject)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{value.Names[i]}=");
                }

                AppendPlain(text, value[i]);
            }

            text.Append(value.IsObject ? '}' : ']');
        }
        else
        {
            text.Append(value.TextOrNull() ?? value.ToString());
        }
    }

    /// <summary>A value that is made of the same one many times over takes no memory until it is written out.</summary>
    private static Json Printable(Json value) =>
        value is { Size: <= MaxPrinted, Depth: <= Json.MaxDepth } ? value : throw new IntrinsicException($"The value is larger than {MaxPrinted} bytes.");

    private static Json ArrayOf(Json value) => value.IsArray ? value : throw new IntrinsicException("An argument must be an array.");

    private static string TextOf(Json value) => value.TextOrNull() ?? throw new IntrinsicException("An argument must be a string.");

    private static string ShortTextOf(Json value) =>
        TextOf(value) is { Length: <= MaxText } text ? text : throw new IntrinsicException($"The text is longer than {MaxText} characters.");

    /// <summary>A number, rounded half up to a whole one as the service rounds it.</summary>
    private static long WholeOf(Json value)
    {
        if (!value.IsNumber)
        {
            throw new IntrinsicException("An argument must be a number.");
        }

        if (value.TryGetInt64(out var whole))
        {
            return whole;
        }

        var rounded = Math.Floor(value.AsDouble() + 0.5);
        return Math.Abs(rounded) < 9e18 ? (long)rounded : throw new IntrinsicException("A number is out of range.");
    }
}
