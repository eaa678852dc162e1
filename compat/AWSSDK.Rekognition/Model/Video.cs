namespace Amazon.Rekognition.Model;

public class Video
{
    public S3Object S3Object { get; set; }
}
