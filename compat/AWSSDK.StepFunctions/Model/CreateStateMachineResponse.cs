using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public class CreateStateMachineResponse : AmazonWebServiceResponse
{
    public DateTime? CreationDate { get; set; }
    public string StateMachineArn { get; set; }
}
