using System.Text.Json.Serialization;

namespace TasksService.Targets;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(LambdaTargetSettings))]
[JsonSerializable(typeof(string))]
internal sealed partial class LambdaTargetJson : JsonSerializerContext;
