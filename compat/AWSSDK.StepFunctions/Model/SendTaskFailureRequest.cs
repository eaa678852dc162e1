namespace Amazon.StepFunctions.Model;

public class SendTaskFailureRequest : AmazonStepFunctionsRequest
{
    public string Cause { get; set; }
    public string Error { get; set; }
    public string TaskToken { get; set; }
}
