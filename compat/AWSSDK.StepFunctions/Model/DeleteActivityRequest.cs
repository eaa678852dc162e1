namespace Amazon.StepFunctions.Model;

public class DeleteActivityRequest : AmazonStepFunctionsRequest
{
    public string ActivityArn { get; set; }
}
