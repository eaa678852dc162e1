namespace Amazon.StepFunctions.Model;

public class ActivityTimedOutEventDetails
{
    public string Cause { get; set; }
    public string Error { get; set; }
}
