using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Examples.Host;

namespace VideoIngest.Local;

/// <summary>Stands in for Amazon Rekognition: answers after a delay, and finds violence in every video whose name says "unsafe".</summary>
internal sealed class DelayedContentCheck(TimeSpan delay, LocalFunctions functions, TimeProvider clock) : IContentCheck
{
    private readonly ConcurrentDictionary<string, Video> jobs = new();

    public Task StartAsync(string checkId, Video video)
    {
        var jobId = Guid.NewGuid().ToString("N");
        jobs[jobId] = video;
        _ = NotifyAsync(jobId, checkId);   // as SNS does, later and for itself
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> FindingsAsync(string jobId) =>
        Task.FromResult<IReadOnlyList<string>>(jobs[jobId].Key.Contains("unsafe", StringComparison.OrdinalIgnoreCase) ? ["Violence"] : []);

    private async Task NotifyAsync(string jobId, string checkId)
    {
        await Task.Delay(delay, clock);
        var message = new JsonObject { ["JobId"] = jobId, ["Status"] = "SUCCEEDED", ["API"] = "StartContentModeration", ["JobTag"] = checkId };
        await functions.SendAsync(VideoIngestExample.SignalFunction, new JsonObject
        {
            ["Records"] = new JsonArray(new JsonObject
            {
                ["EventSource"] = "aws:sns",
                ["EventVersion"] = "1.0",
                ["EventSubscriptionArn"] = ExampleNames.Arn("sns", "content-checks:1"),
                ["Sns"] = new JsonObject { ["Type"] = "Notification", ["MessageId"] = checkId, ["TopicArn"] = ExampleNames.Arn("sns", "content-checks"), ["Message"] = message.ToJsonString() },
            }),
        });
    }
}
