using System.Text.Json.Serialization;

namespace Subscriptions;

/// <summary>What the execution was started with.</summary>
public sealed record Subscription([property: JsonPropertyName("userId")] string? UserId, [property: JsonPropertyName("plan")] string? Plan);
