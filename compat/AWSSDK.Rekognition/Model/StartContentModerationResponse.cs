using Amazon.Runtime;

namespace Amazon.Rekognition.Model;

public class StartContentModerationResponse : AmazonWebServiceResponse
{
    public string JobId { get; set; }
}
