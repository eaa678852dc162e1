using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.Options;
using TasksService.StatesLanguage;

namespace TasksService.StatesServer;

/// <summary><c>arn:aws:states:::sqs:sendMessage</c>, at the SQS endpoint.</summary>
internal sealed class SqsTasks(IOptions<StatesServerOptions> options) : IDisposable
{
    private readonly Lazy<IAmazonSQS?> _client = new(() => options.Value.SqsEndpoint is { Length: > 0 } endpoint ? Connect(options.Value, endpoint) : null);

    public async Task<TaskOutcome> SendMessageAsync(TaskRequest task, CancellationToken cancellationToken)
    {
        if (_client.Value is not { } client)
        {
            return TaskOutcome.Failed("SQS.SdkClientException", "AWS_ENDPOINT_URL_SQS, the endpoint that messages are sent to, is not set.");
        }

        try
        {
            var response = await client.SendMessageAsync(RequestOf(task.Input), cancellationToken).ConfigureAwait(false);
            var members = new List<KeyValuePair<string, Json>>
            {
                new("MD5OfMessageBody", Json.OfNullable(response.MD5OfMessageBody)),
                new("MessageId", Json.OfNullable(response.MessageId)),
                new("SdkHttpMetadata", Json.ObjectOf(("HttpStatusCode", Json.Of((int)response.HttpStatusCode)))),
                new("SdkResponseMetadata", Json.ObjectOf(("RequestId", Json.OfNullable(response.ResponseMetadata?.RequestId)))),
            };
            if (response.SequenceNumber is { } sequenceNumber)
            {
                members.Add(new("SequenceNumber", Json.Of(sequenceNumber)));
            }

            return TaskOutcome.Succeeded(Json.ObjectOf(members));
        }
        catch (AmazonServiceException exception) when (exception.StatusCode != 0)
        {
            return TaskOutcome.Failed("SQS." + ServiceFault.NameOf(exception, "AmazonSQSException"), ServiceFault.CauseOf(exception, "AmazonSQS"));
        }
        catch (Exception exception) when (exception is AmazonClientException or HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return TaskOutcome.Failed("SQS.SdkClientException", ServiceFault.CauseOfConnection(exception));
        }
    }

    public void Dispose()
    {
        if (_client is { IsValueCreated: true, Value: { } client })
        {
            client.Dispose();
        }
    }

    private static AmazonSQSClient Connect(StatesServerOptions options, string endpoint) => new(
        new BasicAWSCredentials(options.AccessKeyId, options.SecretAccessKey),
        new AmazonSQSConfig { ServiceURL = endpoint, AuthenticationRegion = options.Region, MaxErrorRetry = 0 });

    private static SendMessageRequest RequestOf(Json parameters)
    {
        var body = parameters["MessageBody"] ?? Json.Null;
        var request = new SendMessageRequest
        {
            QueueUrl = parameters["QueueUrl"]?.TextOrNull(),
            MessageBody = body.TextOrNull() ?? body.ToString(),
            MessageGroupId = parameters["MessageGroupId"]?.TextOrNull(),
            MessageDeduplicationId = parameters["MessageDeduplicationId"]?.TextOrNull(),
        };
        if (parameters["DelaySeconds"] is { } delay && delay.TryGetInt64(out var seconds))
        {
            request.DelaySeconds = (int)seconds;
        }

        if (parameters["MessageAttributes"] is { IsObject: true } attributes)
        {
            request.MessageAttributes = [];
            for (var i = 0; i < attributes.Count; i++)
            {
                request.MessageAttributes.Add(attributes.Names[i], new MessageAttributeValue
                {
                    DataType = attributes[i]["DataType"]?.TextOrNull(),
                    StringValue = attributes[i]["StringValue"] is { } value ? value.TextOrNull() ?? value.ToString() : null,
                });
            }
        }

        return request;
    }
}
