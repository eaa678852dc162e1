using System.Globalization;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.S3Events;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SNSEvents;
using Amazon.Runtime;
using Amazon.S3;
using Examples.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace VideoIngest.Local;

public static class VideoIngestExample
{
    public const string Machine = "video-ingest";
    public const string RawBucket = "raw-videos";
    public const string ApprovedBucket = "approved-videos";

    internal const string StartFunction = "start-ingest";
    internal const string SignalFunction = "signal-content-check";

    private const string Activity = "check-content";
    private const string WorkBucket = "running-checks";

    /// <param name="s3Url">An S3 endpoint.</param>
    /// <param name="args"><c>--check-seconds 10</c> how long a check takes, <c>--schedule 00:01:00</c> how often the activity is polled, and those of <see cref="ExampleBuilder"/>.</param>
    public static Example Build(string s3Url, string[] args)
    {
        var builder = ExampleBuilder.Create(args);
        var json = new SourceGeneratorLambdaJsonSerializer<VideoJson>();
        var checkTime = TimeSpan.FromSeconds(double.Parse(builder.Configuration["check-seconds"] ?? "10", CultureInfo.InvariantCulture));

        builder.Services.AddSingleton(new IngestSettings(ExampleNames.MachineArn(Machine), ExampleNames.ActivityArn(Activity), ApprovedBucket, WorkBucket));
        builder.Services.AddSingleton(S3At(s3Url));
        builder.Services.AddSingleton<IContentCheck>(provider => ActivatorUtilities.CreateInstance<DelayedContentCheck>(provider, checkTime));
        builder.Services.AddSingleton<RunningChecks>();
        builder.Services.AddScoped<StartIngestFunction>().AddScoped<StartContentCheckFunction>().AddScoped<SignalContentCheckFunction>().AddScoped<ApproveVideoFunction>();

        builder
            .AddFunction(StartFunction, json, (StartIngestFunction function, S3Event upload) => function.StartIngest(upload))
            .AddFunction("start-content-check", json, (StartContentCheckFunction function, ScheduledEvent tick) => function.StartContentChecks(tick))
            .AddFunction(SignalFunction, json, (SignalContentCheckFunction function, SNSEvent notifications) => function.SignalContentCheck(notifications))
            .AddFunction("approve-video", json, (ApproveVideoFunction function, Video video) => function.ApproveVideo(video))
            .AddSchedule("start-content-check", TimeSpan.Parse(builder.Configuration["schedule"] ?? "00:01:00", CultureInfo.InvariantCulture))
            .AddActivity(Activity)
            .AddStateMachine(Machine, "video-ingest/video-ingest.asl.json",
                ("CheckContentActivityArn", ExampleNames.ActivityArn(Activity)),
                ("ApproveVideoFunctionArn", ExampleNames.FunctionArn("approve-video")));
        builder.Services.AddHostedService<BucketWatch>();
        return builder.Build();
    }

    public static async Task CreateBucketsAsync(string s3Url)
    {
        using var s3 = S3At(s3Url);
        foreach (var bucket in new[] { RawBucket, ApprovedBucket, WorkBucket })
        {
            await s3.PutBucketAsync(bucket);
        }
    }

    public static IAmazonS3 S3At(string url) => new AmazonS3Client(
        new BasicAWSCredentials("local", "local"),
        new AmazonS3Config { ServiceURL = url, AuthenticationRegion = ExampleNames.Region, ForcePathStyle = true });
}
