using System.Text.Json.Serialization;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.S3Events;
using Amazon.Lambda.SNSEvents;

namespace VideoIngest;

[JsonSerializable(typeof(ScheduledEvent))]
[JsonSerializable(typeof(S3Event))]
[JsonSerializable(typeof(SNSEvent))]
[JsonSerializable(typeof(Video))]
[JsonSerializable(typeof(RunningCheck))]
[JsonSerializable(typeof(CheckNotification))]
[JsonSerializable(typeof(CheckVerdict))]
[JsonSerializable(typeof(object))]
public sealed partial class VideoJson : JsonSerializerContext;
