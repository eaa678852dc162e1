using Amazon.S3;
using Amazon.S3.Model;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using Examples.Host;
using TasksService.Testing;
using VideoIngest.Local;

namespace Examples.Tests;

public sealed class VideoIngestTests
{
    [Fact]
    public async Task A_safe_video_is_copied_and_an_unsafe_one_is_not()
    {
        await using var emulator = await Emulator.StartFauxqsAsync();
        var url = emulator.Url.AbsoluteUri;
        await VideoIngestExample.CreateBucketsAsync(url);
        using var s3 = VideoIngestExample.S3At(url);
        await UploadAsync(s3, "my holiday.mp4");
        await UploadAsync(s3, "unsafe.mp4");

        await using var example = VideoIngestExample.Build(url, ["--urls", "http://127.0.0.1:0", "--check-seconds", "0.2", "--schedule", "00:00:01"]);
        await example.StartAsync();

        var ended = (await ExecutionsAsync(example)).ToDictionary(each => each.Input.Contains("unsafe", StringComparison.Ordinal));
        Assert.Equal(ExecutionStatus.SUCCEEDED, ended[false].Status);
        Assert.Equal(("FAILED", "ContentRejected", "unsafe.mp4 shows Violence."), (ended[true].Status.Value, ended[true].Error, ended[true].Cause));

        var approved = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = VideoIngestExample.ApprovedBucket });
        Assert.Equal(["my holiday.mp4"], approved.S3Objects.Select(video => video.Key));
    }

    private static async Task UploadAsync(IAmazonS3 s3, string key) =>
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = VideoIngestExample.RawBucket, Key = key, ContentBody = "frames" });

    /// <summary>The two executions that the two uploads start, once they have ended.</summary>
    private static async Task<IReadOnlyList<DescribeExecutionResponse>> ExecutionsAsync(Example example)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        List<ExecutionListItem> started = [];
        while (started.Count < 2)
        {
            await Task.Delay(100, limit.Token);   // the uploads are noticed within a second
            var page = await example.StepFunctions.ListExecutionsAsync(
                new ListExecutionsRequest { StateMachineArn = ExampleNames.MachineArn(VideoIngestExample.Machine) }, limit.Token);
            started = page.Executions ?? [];
        }

        return await Task.WhenAll(started.Select(each => example.EndAsync(each.ExecutionArn).WaitAsync(limit.Token)));
    }
}
