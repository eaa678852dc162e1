namespace Amazon.Rekognition.Model;

/// <summary>https://docs.aws.amazon.com/rekognition/latest/APIReference/API_GetContentModeration.html</summary>
public class GetContentModerationRequest : AmazonRekognitionRequest
{
    public string JobId { get; set; }

    public string NextToken { get; set; }
}
