namespace Amazon.StepFunctions.Model;

public class CreateStateMachineRequest : AmazonStepFunctionsRequest
{
    public string Definition { get; set; }
    public string Name { get; set; }
    public string RoleArn { get; set; }
    public StateMachineType Type { get; set; }
}
