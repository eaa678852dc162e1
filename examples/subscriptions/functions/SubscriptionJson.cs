using System.Text.Json.Serialization;

namespace Subscriptions;

[JsonSerializable(typeof(SubscriptionTask))]
[JsonSerializable(typeof(ProcessedSubscription))]
[JsonSerializable(typeof(object))]
public sealed partial class SubscriptionJson : JsonSerializerContext;
