namespace Amazon.Rekognition.Model;

public class ContentModerationDetection
{
    public ModerationLabel ModerationLabel { get; set; }

    /// <summary>Milliseconds from the start of the video.</summary>
    public long? Timestamp { get; set; }
}
