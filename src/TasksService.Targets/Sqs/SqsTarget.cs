using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace TasksService.Targets;

/// <summary>Sends a message to an SQS queue. One call is one attempt: when to try again is not decided here.</summary>
/// <param name="sqs">Made at the first call: a host that only checks targets, or has none of this type, needs no AWS settings.</param>
internal sealed class SqsTarget(Lazy<IAmazonSQS> sqs) : ITarget
{
    private const string FifoSuffix = ".fifo";

    public string Type => "sqs";

    public JsonTypeInfo Shape => SqsTargetJson.Default.SqsTargetSettings;

    public IEnumerable<TargetFault> Validate(object settings)
    {
        var target = (SqsTargetSettings)settings;
        if (!Uri.TryCreate(target.QueueUrl, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            yield return new TargetFault("queueUrl", "must be an absolute http or https URL");
        }

        if (target.Message.ValueKind == JsonValueKind.String && target.Message.ValueEquals(""))
        {
            yield return new TargetFault("message", "must not be empty: SQS takes no empty message");
        }
    }

    public async Task<TargetOutcome> CallAsync(TargetCall call, CancellationToken cancellationToken)
    {
        var settings = JsonSerializer.Deserialize(call.Task.Target!.Json, SqsTargetJson.Default.SqsTargetSettings)!;
        var message = new SendMessageRequest { QueueUrl = settings.QueueUrl, MessageBody = Body(settings.Message, call.TaskToken) };
        if (settings.QueueUrl.EndsWith(FifoSuffix, StringComparison.Ordinal))
        {
            message.MessageGroupId = call.Task.Id;

            // A second delivery with a task token carries another token, so it is another message.
            message.MessageDeduplicationId = call.TaskToken is null ? call.Task.Id : Guid.NewGuid().ToString();
        }

        try
        {
            var sent = await sqs.Value.SendMessageAsync(message, cancellationToken);
            return new TargetOutcome.Succeeded(JsonSerializer.Serialize(new SqsTargetOutput(sent.MessageId), SqsTargetJson.Default.SqsTargetOutput));
        }
        catch (AmazonServiceException exception)
        {
            var isRetryable = exception.StatusCode is 0 or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
                || exception.ErrorCode?.Contains("Throttl", StringComparison.OrdinalIgnoreCase) == true;
            return new TargetOutcome.Failed($"Sqs.{exception.ErrorCode}", exception.Message, isRetryable);
        }
        catch (Exception exception) when (exception is AmazonClientException or HttpRequestException or IOException)
        {
            return new TargetOutcome.Failed("Sqs.SdkClientException", exception.Message, IsRetryable: true);
        }
    }

    private static string Body(JsonElement message, string? taskToken) =>
        taskToken is null && message.ValueKind == JsonValueKind.String ? message.GetString()! : TaskTokenEnvelope.Wrap(message.GetRawText(), taskToken);
}
