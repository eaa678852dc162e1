using ActivityWorkerExample.Local;
using Amazon.StepFunctions;

namespace Examples.Tests;

public sealed class ActivityWorkerTests
{
    [Theory]
    [InlineData("--poller", "example-activity-worker", """{"doneBy":"example-activity-worker"}""")]
    [InlineData("--function", "activity-poller", """{"doneBy":"the HTTP worker behind the poller"}""")]
    public async Task Success_and_failure_come_from_whichever_worker_takes_the_task(string without, string worker, string output)
    {
        await using var example = ActivityWorkerDemo.Build(["--urls", "http://127.0.0.1:0", without, "false"]);
        await example.StartAsync();

        var done = await example.ExecuteAsync(ActivityWorkerDemo.Machine, """{"outcome":"success","seconds":0.1}""").WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(ExecutionStatus.SUCCEEDED, done.Status);
        Assert.Equal(output, done.Output);
        var started = (await example.HistoryAsync(done.ExecutionArn)).Single(each => each.ActivityStartedEventDetails is not null);
        Assert.Equal(worker, started.ActivityStartedEventDetails.WorkerName);

        var failed = await example.ExecuteAsync(ActivityWorkerDemo.Machine, """{"outcome":"failure","seconds":0.1}""").WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(ExecutionStatus.FAILED, failed.Status);
        Assert.Contains("Unlucky this time.", failed.Cause, StringComparison.Ordinal);
    }
}
