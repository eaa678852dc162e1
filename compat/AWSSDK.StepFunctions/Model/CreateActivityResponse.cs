using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public class CreateActivityResponse : AmazonWebServiceResponse
{
    public string ActivityArn { get; set; }
    public DateTime? CreationDate { get; set; }
}
