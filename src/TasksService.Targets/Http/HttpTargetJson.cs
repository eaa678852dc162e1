using System.Text.Json;
using System.Text.Json.Serialization;

namespace TasksService.Targets;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    Converters = [typeof(MethodConverter)])]
[JsonSerializable(typeof(HttpTargetSettings))]
[JsonSerializable(typeof(HttpTargetOutput))]
internal sealed partial class HttpTargetJson : JsonSerializerContext
{
    private sealed class MethodConverter() : JsonStringEnumConverter<HttpTargetMethod>(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false);
}
