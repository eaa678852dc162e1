namespace TasksService.E2E.Scenarios;

/// <summary>One request that the <see cref="WebhookReceiver"/> got. Headers are looked up without regard to case.</summary>
public sealed record Delivery(DateTimeOffset ArrivedAt, string Method, IReadOnlyDictionary<string, string> Headers, string Body);
