using System.Text.Json.Serialization;

namespace VideoIngest;

public sealed record CheckVerdict([property: JsonPropertyName("verdict")] string Verdict);
