using System.Text.Json.Serialization;

namespace TasksService;

/// <summary>The JSON that passes between the definitions in <c>src/statemachines</c> and the functions that they call.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ExecutionInput))]
[JsonSerializable(typeof(ExecutionAttempt))]
[JsonSerializable(typeof(ExecutionFailure))]
[JsonSerializable(typeof(ExecutionAnswer))]
public sealed partial class ExecutionJson : JsonSerializerContext;
