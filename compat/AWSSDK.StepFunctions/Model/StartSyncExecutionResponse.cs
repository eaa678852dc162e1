using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public class StartSyncExecutionResponse : AmazonWebServiceResponse
{
    public string Cause { get; set; }
    public string Error { get; set; }
    public string ExecutionArn { get; set; }
    public string Input { get; set; }
    public string Name { get; set; }
    public string Output { get; set; }
    public DateTime? StartDate { get; set; }
    public string StateMachineArn { get; set; }
    public SyncExecutionStatus Status { get; set; }
    public DateTime? StopDate { get; set; }
}
