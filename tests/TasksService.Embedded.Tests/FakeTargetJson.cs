using System.Text.Json.Serialization;

namespace TasksService.Embedded.Tests;

[JsonSerializable(typeof(FakeTargetSettings))]
internal sealed partial class FakeTargetJson : JsonSerializerContext;
