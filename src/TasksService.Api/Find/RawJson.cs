using System.Text.Json;
using System.Text.Json.Serialization;

namespace TasksService.Api;

/// <summary>JSON text that goes into an answer as it is.</summary>
[JsonConverter(typeof(Converter))]
internal sealed record RawJson(string Text)
{
    public static RawJson? From(string? text) => text is null ? null : new(text);

    internal sealed class Converter : JsonConverter<RawJson>
    {
        public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) => writer.WriteRawValue(value.Text, skipInputValidation: true);
    }
}
