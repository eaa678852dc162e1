using System.Text.Json.Serialization;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.SQSEvents;

namespace TasksService.Lambda;

/// <summary>What the functions are called with and answer.</summary>
[JsonSerializable(typeof(ScheduledEvent))]
[JsonSerializable(typeof(SQSEvent))]
[JsonSerializable(typeof(SQSBatchResponse))]
[JsonSerializable(typeof(ExecutionAttempt))]
[JsonSerializable(typeof(ExecutionFailure))]
[JsonSerializable(typeof(ExecutionAnswer))]
public sealed partial class FunctionsJson : JsonSerializerContext;
