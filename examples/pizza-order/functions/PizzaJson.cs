using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.SQSEvents;

namespace PizzaOrder;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Baking))]
[JsonSerializable(typeof(Pizza))]
[JsonSerializable(typeof(PizzaCallback))]
[JsonSerializable(typeof(SQSEvent))]
[JsonSerializable(typeof(object))]
public sealed partial class PizzaJson : JsonSerializerContext;
