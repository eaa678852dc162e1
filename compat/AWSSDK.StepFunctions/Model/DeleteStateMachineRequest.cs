namespace Amazon.StepFunctions.Model;

public class DeleteStateMachineRequest : AmazonStepFunctionsRequest
{
    public string StateMachineArn { get; set; }
}
