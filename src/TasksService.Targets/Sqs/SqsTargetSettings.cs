using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TasksService.Targets;

/// <summary>The <c>target</c> member of a task that sends a message to an SQS queue.</summary>
[Description("A message to an SQS queue. The task is completed when the queue has taken it.")]
internal sealed class SqsTargetSettings
{
    [JsonRequired]
    [Description("sqs")]
    public string Type { get; set; } = "";

    [JsonRequired]
    [Description("The queue's URL. A FIFO queue gets the task's id as the message's group and as its deduplication id.")]
    public string QueueUrl { get; set; } = "";

    [JsonRequired]
    [Description("A string is sent as it is, anything else as its JSON text. With completion by callback it is wrapped: {\"taskToken\": …, \"input\": …}.")]
    public JsonElement Message { get; set; }
}
