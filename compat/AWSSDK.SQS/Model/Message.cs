namespace Amazon.SQS.Model;

public class Message
{
    public Dictionary<string, string> Attributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string Body { get; set; }
    public string MD5OfBody { get; set; }
    public Dictionary<string, MessageAttributeValue> MessageAttributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string MessageId { get; set; }
    public string ReceiptHandle { get; set; }
}
