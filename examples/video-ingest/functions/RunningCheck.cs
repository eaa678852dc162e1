using System.Text.Json.Serialization;

namespace VideoIngest;

/// <summary>What must be known when a check's notification comes.</summary>
public sealed record RunningCheck([property: JsonPropertyName("taskToken")] string TaskToken, [property: JsonPropertyName("video")] Video Video);
