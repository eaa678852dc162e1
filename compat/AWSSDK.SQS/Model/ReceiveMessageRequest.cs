namespace Amazon.SQS.Model;

public class ReceiveMessageRequest : AmazonSQSRequest
{
    public int? MaxNumberOfMessages { get; set; }
    public List<string> MessageAttributeNames { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public List<string> MessageSystemAttributeNames { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string QueueUrl { get; set; }
    public int? VisibilityTimeout { get; set; }
    public int? WaitTimeSeconds { get; set; }
}
