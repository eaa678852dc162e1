using System.Text.Json.Serialization;

namespace TasksService.Embedded;

[JsonSerializable(typeof(RetryPolicy))]
internal sealed partial class RetryPolicyJson : JsonSerializerContext;
