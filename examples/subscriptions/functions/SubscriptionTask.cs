using System.Text.Json.Serialization;

namespace Subscriptions;

/// <summary>What the poller hands over.</summary>
public sealed record SubscriptionTask([property: JsonPropertyName("taskToken")] string TaskToken, [property: JsonPropertyName("input")] Subscription Input);
