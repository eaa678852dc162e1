using System.Text.Json.Serialization;
using Amazon.Rekognition.Model;

namespace Amazon.Rekognition.Internal;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GetContentModerationRequest))]
[JsonSerializable(typeof(GetContentModerationResponse))]
[JsonSerializable(typeof(StartContentModerationRequest))]
[JsonSerializable(typeof(StartContentModerationResponse))]
internal sealed partial class RekognitionJson : JsonSerializerContext;
