using System.Text.Json.Serialization;

namespace TasksService.Aws.Sqs;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SqsTaskMessage))]
internal sealed partial class SqsJson : JsonSerializerContext;
