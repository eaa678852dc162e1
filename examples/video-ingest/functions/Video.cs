using System.Text.Json.Serialization;

namespace VideoIngest;

public sealed record Video([property: JsonPropertyName("bucket")] string Bucket, [property: JsonPropertyName("key")] string Key);
