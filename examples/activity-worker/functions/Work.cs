using System.Text.Json.Serialization;

namespace ActivityWorkerExample;

/// <param name="Outcome"><c>success</c> or <c>failure</c>; a coin decides where it is absent.</param>
/// <param name="Seconds">How long the work takes.</param>
public sealed record Work([property: JsonPropertyName("outcome")] string? Outcome = null, [property: JsonPropertyName("seconds")] double Seconds = 1);
