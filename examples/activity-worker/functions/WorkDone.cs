using System.Text.Json.Serialization;

namespace ActivityWorkerExample;

public sealed record WorkDone([property: JsonPropertyName("doneBy")] string DoneBy);
