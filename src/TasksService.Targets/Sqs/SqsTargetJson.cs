using System.Text.Json.Serialization;

namespace TasksService.Targets;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SqsTargetSettings))]
[JsonSerializable(typeof(SqsTargetOutput))]
internal sealed partial class SqsTargetJson : JsonSerializerContext;
