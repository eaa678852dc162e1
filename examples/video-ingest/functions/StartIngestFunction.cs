using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Annotations.S3;
using Amazon.Lambda.S3Events;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;

namespace VideoIngest;

/// <summary>An upload starts an execution.</summary>
public sealed class StartIngestFunction(IAmazonStepFunctions stepFunctions, IngestSettings settings)
{
    [LambdaFunction(ResourceName = "StartIngest")]
    [S3Event("@RawVideoSourceBucket", FilterSuffix = ".mp4")]
    public async Task StartIngest(S3Event upload)
    {
        foreach (var record in upload.Records)
        {
            await StartAsync(new Video(record.S3.Bucket.Name, WebUtility.UrlDecode(record.S3.Object.Key)), record.S3.Object.ETag);
        }
    }

    private async Task StartAsync(Video video, string version)
    {
        try
        {
            await stepFunctions.StartExecutionAsync(new StartExecutionRequest
            {
                StateMachineArn = settings.StateMachineArn,
                Name = NameOf(video, version),
                Input = JsonSerializer.Serialize(video, VideoJson.Default.Video),
            });
        }
        catch (ExecutionAlreadyExistsException)
        {
            // S3 can tell of one upload twice.
        }
    }

    /// <summary>One name for one upload.</summary>
    private static string NameOf(Video video, string version) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{video.Bucket}/{video.Key}/{version}")));
}
