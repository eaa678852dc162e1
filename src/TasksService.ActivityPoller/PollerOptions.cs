using Amazon.Runtime;
using Microsoft.Extensions.Configuration;
using TasksService.ActivityWorker;

namespace TasksService.ActivityPoller;

/// <summary>The poller's settings, by the names of its environment variables.</summary>
public sealed class PollerOptions
{
    [ConfigurationKeyName("ACTIVITY_ARN")]
    public string? ActivityArn { get; set; }

    [ConfigurationKeyName("AWS_REGION")]
    public string? Region { get; set; }

    /// <summary>The Lambda function that each task is handed to, unless <see cref="WorkerUrl"/> is set: a name, a partial or a full ARN.</summary>
    [ConfigurationKeyName("FUNCTION_NAME")]
    public string FunctionName { get; set; } = "subscription-worker";

    /// <summary>The HTTP worker that each task is posted to instead.</summary>
    [ConfigurationKeyName("WORKER_URL")]
    public Uri? WorkerUrl { get; set; }

    [ConfigurationKeyName("WORKER_NAME")]
    public string WorkerName { get; set; } = Environment.MachineName;

    [ConfigurationKeyName("POLLS")]
    public int Polls { get; set; } = 4;

    [ConfigurationKeyName("CONCURRENCY")]
    public int Concurrency { get; set; } = 64;

    /// <summary>In seconds; only an HTTP worker has heartbeats.</summary>
    [ConfigurationKeyName("HEARTBEAT_SECONDS")]
    public int HeartbeatSeconds { get; set; } = 20;

    [ConfigurationKeyName("DRAIN_SECONDS")]
    public int DrainSeconds { get; set; } = 90;

    public ActivityWorkerOptions Worker => new()
    {
        ActivityArn = ActivityArn ?? "",
        WorkerName = WorkerName,
        Polls = Polls,
        Concurrency = Concurrency,
        HeartbeatInterval = TimeSpan.FromSeconds(HeartbeatSeconds),
        DrainTimeout = TimeSpan.FromSeconds(DrainSeconds),
    };

    /// <summary>What is wrong with these settings, each with its consequence.</summary>
    public IEnumerable<string> Faults()
    {
        if (string.IsNullOrEmpty(ActivityArn))
        {
            yield return "ACTIVITY_ARN is not set: the ARN of the activity to poll, as in arn:aws:states:eu-central-1:123456789012:activity:ProcessUsersSubscriptionActivity.";
        }

        // The instance metadata service is not asked: it would make the start wait where there is none.
        if (string.IsNullOrEmpty(Region) && FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: false) is null)
        {
            yield return "AWS_REGION is not set, and no AWS profile names a region: the region of the activity, as in eu-central-1.";
        }

        if (WorkerUrl is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")))
        {
            yield return $"WORKER_URL ('{url}') must be an absolute http or https URL.";
        }

        if (WorkerUrl is null && string.IsNullOrWhiteSpace(FunctionName))
        {
            yield return "FUNCTION_NAME is empty and WORKER_URL is not set: nobody to hand the tasks to.";
        }

        if (!string.IsNullOrEmpty(ActivityArn))
        {
            foreach (var fault in Worker.Faults())
            {
                yield return fault;
            }
        }
    }
}
