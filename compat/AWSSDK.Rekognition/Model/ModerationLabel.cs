namespace Amazon.Rekognition.Model;

public class ModerationLabel
{
    public float? Confidence { get; set; }

    public string Name { get; set; }

    public string ParentName { get; set; }
}
