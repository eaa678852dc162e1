namespace Amazon.Rekognition.Model;

/// <summary>https://docs.aws.amazon.com/rekognition/latest/APIReference/API_StartContentModeration.html</summary>
public class StartContentModerationRequest : AmazonRekognitionRequest
{
    public string ClientRequestToken { get; set; }

    public string JobTag { get; set; }

    public float? MinConfidence { get; set; }

    public NotificationChannel NotificationChannel { get; set; }

    public Video Video { get; set; }
}
