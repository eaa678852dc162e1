namespace Amazon.StepFunctions.Model;

public class DescribeStateMachineRequest : AmazonStepFunctionsRequest
{
    public string StateMachineArn { get; set; }
}
