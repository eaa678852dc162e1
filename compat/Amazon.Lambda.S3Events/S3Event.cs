namespace Amazon.Lambda.S3Events;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html</summary>
public class S3Event
{
    public List<S3EventNotificationRecord> Records { get; set; }

    public class S3EventNotificationRecord
    {
        public string AwsRegion { get; set; }

        public string EventName { get; set; }

        public string EventSource { get; set; }

        public DateTime EventTime { get; set; }

        public S3Entity S3 { get; set; }
    }

    public class S3Entity
    {
        public S3BucketEntity Bucket { get; set; }

        public S3ObjectEntity Object { get; set; }
    }

    public class S3BucketEntity
    {
        public string Arn { get; set; }

        public string Name { get; set; }
    }

    public class S3ObjectEntity
    {
        public string ETag { get; set; }

        /// <summary>As S3 sends it: URL-encoded, a space as <c>+</c>.</summary>
        public string Key { get; set; }

        public long Size { get; set; }
    }
}
