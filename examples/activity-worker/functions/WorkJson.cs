using System.Text.Json.Serialization;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;

namespace ActivityWorkerExample;

[JsonSerializable(typeof(ScheduledEvent))]
[JsonSerializable(typeof(Work))]
[JsonSerializable(typeof(WorkDone))]
[JsonSerializable(typeof(object))]
public sealed partial class WorkJson : JsonSerializerContext;
