namespace Amazon.StepFunctions.Model;

public class ListExecutionsRequest : AmazonStepFunctionsRequest
{
    public int? MaxResults { get; set; }
    public string NextToken { get; set; }
    public string StateMachineArn { get; set; }
    public ExecutionStatus StatusFilter { get; set; }
}
