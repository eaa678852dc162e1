using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public class GetActivityTaskResponse : AmazonWebServiceResponse
{
    public string Input { get; set; }
    public string TaskToken { get; set; }
}
