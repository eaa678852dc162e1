namespace Amazon.StepFunctions.Model;

public class ActivityFailedEventDetails
{
    public string Cause { get; set; }
    public string Error { get; set; }
}
