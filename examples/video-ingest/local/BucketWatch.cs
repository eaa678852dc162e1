using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using Examples.Host;
using Microsoft.Extensions.Hosting;

namespace VideoIngest.Local;

/// <summary>Stands in for the bucket's notifications: looks every second and tells of each new video.</summary>
internal sealed class BucketWatch(IAmazonS3 s3, LocalFunctions functions, ExampleReady ready, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly HashSet<(string Key, string Version)> told = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ready.Task.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Period, clock);
        do
        {
            var bucket = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = VideoIngestExample.RawBucket }, stoppingToken);
            foreach (var video in (bucket.S3Objects ?? []).Where(video => video.Key.EndsWith(".mp4", StringComparison.Ordinal) && told.Add((video.Key, video.ETag))))
            {
                _ = functions.SendAsync(VideoIngestExample.StartFunction, EventOf(video));
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static JsonObject EventOf(S3Object video) => new()
    {
        ["Records"] = new JsonArray(new JsonObject
        {
            ["eventVersion"] = "2.1",
            ["eventSource"] = "aws:s3",
            ["eventName"] = "ObjectCreated:Put",
            ["awsRegion"] = ExampleNames.Region,
            ["s3"] = new JsonObject
            {
                ["bucket"] = new JsonObject { ["name"] = VideoIngestExample.RawBucket, ["arn"] = $"arn:aws:s3:::{VideoIngestExample.RawBucket}" },
                ["object"] = new JsonObject { ["key"] = Uri.EscapeDataString(video.Key), ["eTag"] = video.ETag.Trim('"'), ["size"] = video.Size },
            },
        }),
    };
}
