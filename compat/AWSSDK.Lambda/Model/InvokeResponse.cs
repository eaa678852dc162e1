using Amazon.Runtime;

namespace Amazon.Lambda.Model;

public class InvokeResponse : AmazonWebServiceResponse
{
    public string ExecutedVersion { get; set; }
    public string FunctionError { get; set; }
    public string LogResult { get; set; }
    public MemoryStream Payload { get; set; }
    public int? StatusCode { get; set; }
}
