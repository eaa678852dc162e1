namespace Amazon.StepFunctions.Model;

public class GetActivityTaskRequest : AmazonStepFunctionsRequest
{
    public string ActivityArn { get; set; }
    public string WorkerName { get; set; }
}
