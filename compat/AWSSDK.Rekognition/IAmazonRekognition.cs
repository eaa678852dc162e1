using Amazon.Rekognition.Model;
using Amazon.Runtime;

namespace Amazon.Rekognition;

public interface IAmazonRekognition : IAmazonService, IDisposable
{
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonRekognitionConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonRekognitionClient(awsCredentials, (AmazonRekognitionConfig)clientConfig);

    Task<GetContentModerationResponse> GetContentModerationAsync(GetContentModerationRequest request, CancellationToken cancellationToken = default);

    Task<StartContentModerationResponse> StartContentModerationAsync(StartContentModerationRequest request, CancellationToken cancellationToken = default);
}
