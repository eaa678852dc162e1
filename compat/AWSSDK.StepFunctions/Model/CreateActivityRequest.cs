namespace Amazon.StepFunctions.Model;

public class CreateActivityRequest : AmazonStepFunctionsRequest
{
    public string Name { get; set; }
}
