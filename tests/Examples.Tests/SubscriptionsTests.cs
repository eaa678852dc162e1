using Amazon.StepFunctions;
using Subscriptions.Local;

namespace Examples.Tests;

public sealed class SubscriptionsTests
{
    [Fact]
    public async Task The_function_behind_the_poller_answers()
    {
        await using var example = SubscriptionsExample.Build(["--urls", "http://127.0.0.1:0"]);
        await example.StartAsync();

        var processed = await example.ExecuteAsync(SubscriptionsExample.Machine, """{"userId":"ann","plan":"yearly"}""").WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(ExecutionStatus.SUCCEEDED, processed.Status);
        Assert.Equal("""{"userId":"ann","plan":"yearly","status":"ACTIVE"}""", processed.Output);

        var refused = await example.ExecuteAsync(SubscriptionsExample.Machine, """{"userId":"bob"}""").WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(("FAILED", "InvalidSubscription"), (refused.Status.Value, refused.Error));
    }
}
