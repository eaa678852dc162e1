using System.Text.Json.Serialization;

namespace Subscriptions;

public sealed record ProcessedSubscription(
    [property: JsonPropertyName("userId")] string UserId, [property: JsonPropertyName("plan")] string Plan, [property: JsonPropertyName("status")] string Status);
