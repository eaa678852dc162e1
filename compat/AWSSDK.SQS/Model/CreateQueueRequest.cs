namespace Amazon.SQS.Model;

public class CreateQueueRequest : AmazonSQSRequest
{
    public Dictionary<string, string> Attributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string QueueName { get; set; }
}
