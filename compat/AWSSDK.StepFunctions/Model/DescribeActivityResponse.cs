using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public class DescribeActivityResponse : AmazonWebServiceResponse
{
    public string ActivityArn { get; set; }
    public DateTime? CreationDate { get; set; }
    public string Name { get; set; }
}
