using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace TasksService.Api.Tests;

/// <summary>Bodies from right to absurd.</summary>
internal static class HostileBodies
{
    private static readonly string[] Scalars =
    [
        "null", "true", "false", "0", "-0", "1", "-1", "59", "1.0", "1.5", "1e2", "1E400", "-1e400", "1e-400", "2147483647", "2147483648", "-2147483649", "9223372036854775808",
        "123456789012345678901234567890123456789012345678901234567890", "\"\"", "\" \"", "\"1\"", "\"NaN\"", "\"Infinity\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ud83d\\ude00\"", "\"ä\"",
        "\"immediate\"", "\"callback\"", "\"NONE\"", "\"FULL\"", "\"FULL, NONE\"", "\"POST\"", "\"get\"", "\"http\"", "\"HTTP\"",
        "\"2026-03-01T12:00:10Z\"", "\"2026-03-01T12:00:10.0000000000000001+00:00\"", "\"2026-03-01T12:00:10\"", "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59.9999999-14:00\"", "\"2026-02-29T00:00:00Z\"",
        "\"2026-03-01T12:00:10\\u005a\"", "\"https://example.com/\"", "\"http://[::1]:99999/\"", "\"http://\"", "\"http://a b\"", "\"http://\\ud800/\"", "\"http://xn--/\"", "\"http://ä.example/\"", "\"//x\"", "\"file:///etc/passwd\"",
        "\"a\\r\\nb\"", $"\"{new string('x', 10_000)}\"", "NaN", "-", "01", "'x'", "undefined",
    ];

    private static readonly string[] Names =
    [
        "timestamp", "hours", "minutes", "seconds", "target", "completion", "retry", "timeoutSeconds", "type", "url", "method", "headers", "body",
        "maxAttempts", "intervalSeconds", "backoffRate", "maxIntervalSeconds", "jitter", "Hours", "", " ", "$ref", "$type", "$id", "__proto__", "\\ud800", "\\u0068ours", "a.b", "webhook-id", "X-A",
    ];

    private static readonly string[] Times = ["\"hours\":1", "\"minutes\":0", "\"seconds\":5", "\"timestamp\":\"2026-03-01T12:00:10.5Z\"", "\"hours\":0,\"seconds\":0"];

    private static readonly string[] Good =
    [
        "\"timeoutSeconds\":30", "\"completion\":\"immediate\"", "\"retry\":{\"maxAttempts\":2,\"jitter\":\"FULL\"}",
        "\"target\":{\"type\":\"http\",\"url\":\"https://example.com/\"}", "\"target\":{\"type\":\"http\",\"url\":\"https://example.com/\",\"method\":\"PUT\",\"headers\":{\"X-A\":\"b\"},\"body\":{\"n\":[1,\"\\ud800\"]}}",
    ];

    public static Gen<byte[]> All => Gen.Frequency(
        (4, Objects.Select(Encoding.UTF8.GetBytes)),
        (3, Damaged),
        (1, Value(3).Select(Encoding.UTF8.GetBytes)),
        (1, Nested.Select(Encoding.UTF8.GetBytes)),
        (1, Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf()));

    private static Gen<string> Scalar => Gen.Elements(Scalars);

    /// <summary>Mostly right members, and a few that are not.</summary>
    private static Gen<string> Objects =>
        from time in Gen.Elements(Times)
        from good in Gen.Elements(Good)
        from count in Gen.Elements(0, 0, 1, 2)
        from odd in Member(2).ArrayOf(count)
        from inTarget in Gen.Choose(0, 4)
        from ofTarget in Member(1).ArrayOf(2)
        let target = inTarget == 0 ? [$"\"target\":{{\"type\":\"http\",\"url\":\"https://example.com/\",{string.Join(',', ofTarget)}}}"] : Array.Empty<string>()
        from members in Gen.Shuffle((string[])[time, good, .. odd, .. target])
        select $"{{{string.Join(',', members)}}}";

    private static Gen<byte[]> Damaged =>
        from body in Objects
        let bytes = Encoding.UTF8.GetBytes(body)
        from at in Gen.Choose(0, bytes.Length - 1)
        from length in Gen.Choose(0, 3)
        from filling in Gen.Elements<byte[]>([], [0], [0xff], [0xc3], [0xed, 0xa0, 0x80], [.. "\""u8], [.. "{"u8], [.. "}"u8], [.. ","u8], [.. "\\"u8], [0xef, 0xbb, 0xbf])
        select (byte[])[.. bytes[..at], .. filling, .. bytes[Math.Min(at + length, bytes.Length)..]];

    private static Gen<string> Nested =>
        from depth in Gen.Elements(10, 60, 63, 64, 65, 1_000, 10_000)
        from pair in Gen.Elements(("[", "]"), ("{\"a\":", "}"))
        from place in Gen.Elements("{0}", "{{\"seconds\":1,\"target\":{0}}}", "{{\"seconds\":1,\"target\":{{\"type\":\"http\",\"url\":\"https://example.com\",\"body\":{0}}}}}", "{{\"seconds\":{0}}}")
        let nested = string.Concat(Enumerable.Repeat(pair.Item1, depth)) + "1" + string.Concat(Enumerable.Repeat(pair.Item2, depth))
        select string.Format(null, CompositeFormat.Parse(place), nested);

    private static Gen<string> Member(int depth) =>
        from name in Gen.Elements(Names)
        from value in Value(depth)
        select $"\"{name}\":{value}";

    private static Gen<string> Value(int depth) => depth == 0 ? Scalar : Gen.Frequency(
        (3, Scalar),
        (1, Gen.Choose(0, 3).SelectMany(count => Value(depth - 1).ArrayOf(count)).Select(items => $"[{string.Join(',', items)}]")),
        (2, Gen.Choose(0, 4).SelectMany(count => Member(depth - 1).ArrayOf(count)).Select(members => $"{{{string.Join(',', members)}}}")));
}
