namespace Amazon.SQS.Model;

public class SendMessageRequest : AmazonSQSRequest
{
    public int? DelaySeconds { get; set; }
    public Dictionary<string, MessageAttributeValue> MessageAttributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string MessageBody { get; set; }
    public string MessageDeduplicationId { get; set; }
    public string MessageGroupId { get; set; }
    public string QueueUrl { get; set; }
}
