using Amazon.Runtime;

namespace Amazon.Rekognition.Model;

public class GetContentModerationResponse : AmazonWebServiceResponse
{
    public List<ContentModerationDetection> ModerationLabels { get; set; }

    public string NextToken { get; set; }
}
