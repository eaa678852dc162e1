using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;

namespace VideoIngest;

/// <summary>Keeps each running check's token, as an object named for the check: a token is longer than a job tag may be.</summary>
public sealed class RunningChecks(IAmazonS3 s3, IngestSettings settings)
{
    public async Task KeepAsync(string checkId, RunningCheck check) =>
        await s3.PutObjectAsync(new PutObjectRequest
        {
            BucketName = settings.WorkBucket,
            Key = KeyOf(checkId),
            ContentBody = JsonSerializer.Serialize(check, VideoJson.Default.RunningCheck),
            ContentType = "application/json",
        });

    /// <returns><see langword="null"/> when the check has been answered already: notifications can come twice.</returns>
    public async Task<RunningCheck?> FindAsync(string checkId)
    {
        try
        {
            using var kept = await s3.GetObjectAsync(settings.WorkBucket, KeyOf(checkId));
            return await JsonSerializer.DeserializeAsync(kept.ResponseStream, VideoJson.Default.RunningCheck);
        }
        catch (NoSuchKeyException)
        {
            return null;
        }
    }

    public async Task ForgetAsync(string checkId) => await s3.DeleteObjectAsync(settings.WorkBucket, KeyOf(checkId));

    private static string KeyOf(string checkId) => $"checks/{checkId}.json";
}
