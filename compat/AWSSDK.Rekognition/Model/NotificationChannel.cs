namespace Amazon.Rekognition.Model;

public class NotificationChannel
{
    public string RoleArn { get; set; }

    public string SNSTopicArn { get; set; }
}
