using System.Text.Json.Serialization;

namespace PizzaOrder;

/// <summary>A pizza in the oven. The machine carries it from call to call, so that no function has to remember it.</summary>
public sealed record Baking([property: JsonPropertyName("order")] string Order, [property: JsonPropertyName("readyAt")] DateTimeOffset ReadyAt);
