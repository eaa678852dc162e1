using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amazon.StepFunctions.Internal;

/// <summary>A timestamp of AWS JSON: seconds since 1970, with a fraction; a <see cref="DateTime"/> in UTC here.</summary>
internal sealed class EpochSecondsConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTime.UnixEpoch.AddMilliseconds(Math.Round(reader.GetDouble() * 1000));

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteNumberValue((value.ToUniversalTime() - DateTime.UnixEpoch).TotalMilliseconds / 1000);
}
