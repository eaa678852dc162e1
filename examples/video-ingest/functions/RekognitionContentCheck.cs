using Amazon.Rekognition;
using Amazon.Rekognition.Model;

namespace VideoIngest;

/// <summary>https://docs.aws.amazon.com/rekognition/latest/dg/procedure-moderate-videos.html</summary>
public sealed class RekognitionContentCheck(IAmazonRekognition rekognition, string topicArn, string roleArn) : IContentCheck
{
    private const float MinConfidence = 60;

    public async Task StartAsync(string checkId, Video video) =>
        await rekognition.StartContentModerationAsync(new StartContentModerationRequest
        {
            ClientRequestToken = checkId,
            JobTag = checkId,
            MinConfidence = MinConfidence,
            NotificationChannel = new NotificationChannel { SNSTopicArn = topicArn, RoleArn = roleArn },
            Video = new Amazon.Rekognition.Model.Video { S3Object = new S3Object { Bucket = video.Bucket, Name = video.Key } },
        });

    public async Task<IReadOnlyList<string>> FindingsAsync(string jobId)
    {
        var labels = new SortedSet<string>(StringComparer.Ordinal);
        string? next = null;
        do
        {
            var page = await rekognition.GetContentModerationAsync(new GetContentModerationRequest { JobId = jobId, NextToken = next });
            labels.UnionWith((page.ModerationLabels ?? []).Select(detection => detection.ModerationLabel.Name));
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));

        return [.. labels];
    }
}
