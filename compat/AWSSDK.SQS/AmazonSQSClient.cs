using System.Text.Json.Serialization.Metadata;
using Amazon.Compat;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SQS.Internal;
using Amazon.SQS.Model;

namespace Amazon.SQS;

/// <summary>Stands in for the client of the package AWSSDK.SQS: the operations that this repository calls, over the same protocol.</summary>
public class AmazonSQSClient : AmazonServiceClient, IAmazonSQS
{
    public AmazonSQSClient() : base(new AmazonSQSConfig())
    {
    }

    public AmazonSQSClient(RegionEndpoint region) : base(new AmazonSQSConfig { RegionEndpoint = region })
    {
    }

    public AmazonSQSClient(AmazonSQSConfig config) : base(config)
    {
    }

    public AmazonSQSClient(AWSCredentials credentials) : base(credentials, new AmazonSQSConfig())
    {
    }

    public AmazonSQSClient(AWSCredentials credentials, RegionEndpoint region) : base(credentials, new AmazonSQSConfig { RegionEndpoint = region })
    {
    }

    public AmazonSQSClient(AWSCredentials credentials, AmazonSQSConfig clientConfig) : base(credentials, clientConfig)
    {
    }

    public AmazonSQSClient(string awsAccessKeyId, string awsSecretAccessKey, AmazonSQSConfig clientConfig) : base(awsAccessKeyId, awsSecretAccessKey, clientConfig)
    {
    }

    protected override IServiceMetadata ServiceMetadata => AmazonSQSConfig.Service;

    public virtual Task<ChangeMessageVisibilityResponse> ChangeMessageVisibilityAsync(ChangeMessageVisibilityRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("ChangeMessageVisibility", request, SqsJson.Default.ChangeMessageVisibilityRequest, SqsJson.Default.ChangeMessageVisibilityResponse, cancellationToken);

    public virtual Task<CreateQueueResponse> CreateQueueAsync(CreateQueueRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("CreateQueue", request, SqsJson.Default.CreateQueueRequest, SqsJson.Default.CreateQueueResponse, cancellationToken);

    public virtual Task<DeleteMessageResponse> DeleteMessageAsync(DeleteMessageRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("DeleteMessage", request, SqsJson.Default.DeleteMessageRequest, SqsJson.Default.DeleteMessageResponse, cancellationToken);

    public virtual Task<DeleteMessageBatchResponse> DeleteMessageBatchAsync(DeleteMessageBatchRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("DeleteMessageBatch", request, SqsJson.Default.DeleteMessageBatchRequest, SqsJson.Default.DeleteMessageBatchResponse, cancellationToken);

    public virtual Task<GetQueueAttributesResponse> GetQueueAttributesAsync(GetQueueAttributesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("GetQueueAttributes", request, SqsJson.Default.GetQueueAttributesRequest, SqsJson.Default.GetQueueAttributesResponse, cancellationToken);

    public virtual Task<GetQueueUrlResponse> GetQueueUrlAsync(GetQueueUrlRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("GetQueueUrl", request, SqsJson.Default.GetQueueUrlRequest, SqsJson.Default.GetQueueUrlResponse, cancellationToken);

    public virtual Task<ReceiveMessageResponse> ReceiveMessageAsync(ReceiveMessageRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("ReceiveMessage", request, SqsJson.Default.ReceiveMessageRequest, SqsJson.Default.ReceiveMessageResponse, cancellationToken);

    public virtual Task<SendMessageResponse> SendMessageAsync(SendMessageRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("SendMessage", request, SqsJson.Default.SendMessageRequest, SqsJson.Default.SendMessageResponse, cancellationToken);

    public virtual Task<SendMessageBatchResponse> SendMessageBatchAsync(SendMessageBatchRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("SendMessageBatch", request, SqsJson.Default.SendMessageBatchRequest, SqsJson.Default.SendMessageBatchResponse, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => ServicePipeline.Customize(pipeline);

    private Task<TResponse> CallAsync<TRequest, TResponse>(
        string operation,
        TRequest request,
        JsonTypeInfo<TRequest> requestJson,
        JsonTypeInfo<TResponse> responseJson,
        CancellationToken cancellationToken)
        where TRequest : AmazonSQSRequest
        where TResponse : AmazonWebServiceResponse, new()
    {
        var call = new JsonOperation<TRequest, TResponse>(
            AmazonSQSConfig.Service, "AmazonSQS." + operation, requestJson, responseJson, SQSErrors.ToException);

        return InvokeAsync<TResponse>(request, new InvokeOptions { RequestMarshaller = call, ResponseUnmarshaller = call }, cancellationToken);
    }
}
