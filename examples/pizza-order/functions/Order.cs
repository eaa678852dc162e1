using System.Text.Json.Serialization;

namespace PizzaOrder;

public sealed record Order([property: JsonPropertyName("order")] string Name);
