using System.Text.Json.Serialization.Metadata;
using Amazon.Compat;
using Amazon.Rekognition.Internal;
using Amazon.Rekognition.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.Rekognition;

/// <summary>Stands in for the client of the package AWSSDK.Rekognition: the operations that this repository calls, over the same protocol.</summary>
public class AmazonRekognitionClient : AmazonServiceClient, IAmazonRekognition
{
    public AmazonRekognitionClient() : base(new AmazonRekognitionConfig())
    {
    }

    public AmazonRekognitionClient(AWSCredentials credentials, AmazonRekognitionConfig clientConfig) : base(credentials, clientConfig)
    {
    }

    protected override IServiceMetadata ServiceMetadata => AmazonRekognitionConfig.Service;

    public virtual Task<GetContentModerationResponse> GetContentModerationAsync(GetContentModerationRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("GetContentModeration", request, RekognitionJson.Default.GetContentModerationRequest, RekognitionJson.Default.GetContentModerationResponse, cancellationToken);

    public virtual Task<StartContentModerationResponse> StartContentModerationAsync(StartContentModerationRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("StartContentModeration", request, RekognitionJson.Default.StartContentModerationRequest, RekognitionJson.Default.StartContentModerationResponse, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => ServicePipeline.Customize(pipeline);

    private Task<TResponse> CallAsync<TRequest, TResponse>(
        string operation, TRequest request, JsonTypeInfo<TRequest> requestJson, JsonTypeInfo<TResponse> responseJson, CancellationToken cancellationToken)
        where TRequest : AmazonRekognitionRequest
        where TResponse : AmazonWebServiceResponse, new()
    {
        var call = new JsonOperation<TRequest, TResponse>(
            AmazonRekognitionConfig.Service,
            "RekognitionService." + operation,
            requestJson,
            responseJson,
            (_, error) => new AmazonRekognitionException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            version: "1.1");

        return InvokeAsync<TResponse>(request, new InvokeOptions { RequestMarshaller = call, ResponseUnmarshaller = call }, cancellationToken);
    }
}
