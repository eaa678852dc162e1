using System.Text.Json;
using System.Text.Json.Serialization;

namespace TasksService.Api;

/// <summary>The JSON of the HTTP API. Unknown and repeated members are refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    Converters = [typeof(Instant), typeof(StatusConverter), typeof(CompletionConverter), typeof(JitterConverter)])]
[JsonSerializable(typeof(CreateTaskRequest))]
[JsonSerializable(typeof(TaskResponse))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(FailureRequest))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    private sealed class StatusConverter() : JsonStringEnumConverter<TaskStatus>(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false);

    private sealed class CompletionConverter() : JsonStringEnumConverter<Completion>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

    private sealed class JitterConverter() : JsonStringEnumConverter<JitterStrategy>(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false);
}
