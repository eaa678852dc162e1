using System.Text.Json.Serialization;

namespace PizzaOrder;

/// <param name="Order">What was ordered.</param>
/// <param name="Status"><c>BAKING</c> or <c>READY</c>.</param>
public sealed record Pizza([property: JsonPropertyName("order")] string Order, [property: JsonPropertyName("status")] string Status);
