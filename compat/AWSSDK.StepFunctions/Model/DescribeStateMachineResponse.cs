using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public class DescribeStateMachineResponse : AmazonWebServiceResponse
{
    public DateTime? CreationDate { get; set; }
    public string Definition { get; set; }
    public string Name { get; set; }
    public string RoleArn { get; set; }
    public string StateMachineArn { get; set; }
    public StateMachineStatus Status { get; set; }
    public StateMachineType Type { get; set; }
}
