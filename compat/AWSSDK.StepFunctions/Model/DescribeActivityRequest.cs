namespace Amazon.StepFunctions.Model;

public class DescribeActivityRequest : AmazonStepFunctionsRequest
{
    public string ActivityArn { get; set; }
}
