namespace Amazon.StepFunctions.Model;

public class ListActivitiesRequest : AmazonStepFunctionsRequest
{
    public int? MaxResults { get; set; }
    public string NextToken { get; set; }
}
