using Amazon.Lambda.Annotations;
using Amazon.S3;
using Amazon.S3.Model;

namespace VideoIngest;

/// <summary>Copies a video that was found safe; twice is the same as once.</summary>
public sealed class ApproveVideoFunction(IAmazonS3 s3, IngestSettings settings)
{
    [LambdaFunction(ResourceName = "ApproveVideo")]
    public async Task<Video> ApproveVideo(Video video)
    {
        await s3.CopyObjectAsync(new CopyObjectRequest
        {
            SourceBucket = video.Bucket,
            SourceKey = video.Key,
            DestinationBucket = settings.ApprovedBucket,
            DestinationKey = video.Key,
        });
        return new Video(settings.ApprovedBucket, video.Key);
    }
}
