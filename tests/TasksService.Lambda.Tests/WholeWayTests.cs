using System.Text.Json.Nodes;

namespace TasksService.Lambda.Tests;

/// <summary>The whole way of a task through the executables that are deployed.</summary>
public sealed class WholeWayTests(DeployedStack stack) : IClassFixture<DeployedStack>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("STANDARD")]
    [InlineData("EXPRESS")]
    public async Task A_task_goes_from_the_rest_event_by_table_cron_queue_and_execution_to_completed(string workflowType)
    {
        // Cold starts are not what is tried here.
        foreach (var function in new[] { "Api", "Cron", "ProcessSqsRecords", "Execute" })
        {
            await stack.FunctionAsync(function, workflowType);
        }

        await stack.CallApiAsync("GET", "/health");
        var due = DateTimeOffset.UtcNow.AddSeconds(8);

        var created = await stack.CallApiAsync("POST", "/tasks", $$$"""{"timestamp":"{{{due:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}}","target":{"type":"http","url":"{{{stack.Receiver.Url}}}"}}""");

        Assert.Equal(201, created.Status);
        var id = created.Body["id"]!.GetValue<string>();
        Assert.EndsWith($"/dev/tasks/{id}", created.Headers["Location"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("SCHEDULED", (await stack.ItemAsync(id))["taskStatus"].S);
        Assert.Equal(0, await stack.PollQueueAsync(workflowType));

        await UntilAsync(async () =>
        {
            await stack.TickAsync();
            return await stack.PollQueueAsync(workflowType) > 0;
        });
        Assert.NotEqual("SCHEDULED", (await stack.ItemAsync(id))["taskStatus"].S);

        JsonNode record = created.Body;
        await UntilAsync(async () =>
        {
            record = (await stack.CallApiAsync("GET", $"/tasks/{id}")).Body;
            return record["taskStatus"]!.GetValue<string>() == "COMPLETED";
        });
        Assert.Equal(200, record["output"]!["statusCode"]!.GetValue<int>());
        var call = Assert.Single(stack.Receiver.Calls, call => call.Id == id);
        Assert.True(call.At >= DateTimeOffset.FromUnixTimeMilliseconds(due.ToUnixTimeMilliseconds()), $"due {due:O}, called {call.At:O}");
        var executor = await stack.FunctionAsync("Execute");
        await UntilAsync(() => Task.FromResult(executor.Log.Any(line => line.Contains("\"lateness\":", StringComparison.Ordinal) && line.Contains(id, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_task_that_is_due_at_once_needs_no_tick()
    {
        var created = await stack.CallApiAsync("POST", "/tasks", """{"hours":0,"minutes":0,"seconds":1}""");
        var id = created.Body["id"]!.GetValue<string>();

        await UntilAsync(async () => await stack.PollQueueAsync("STANDARD") > 0);

        await UntilAsync(async () => (await stack.ItemAsync(id))["taskStatus"].S == "COMPLETED");
    }

    [Fact]
    public async Task Of_a_batch_only_the_message_that_is_none_of_ours_is_reported()
    {
        var function = await stack.FunctionAsync("ProcessSqsRecords");
        var messages = new List<Amazon.SQS.Model.Message>();
        for (var i = 0; i < 10; i++)
        {
            messages.Add(new()
            {
                MessageId = $"message-{i}",
                ReceiptHandle = "handle",
                Body = i == 3 ? "what is this?" : $$"""{"id":"nobody-{{i}}","revision":1,"timestamp":"2026-03-01T12:00:00.000Z"}""",
                Attributes = new() { ["ApproximateReceiveCount"] = "1", ["SentTimestamp"] = "1772366400000", ["ApproximateFirstReceiveTimestamp"] = "1772366400000" },
            });
        }

        var result = await function.InvokeAsync(Events.Sqs(messages));

        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"message-3"}]}""", result.Payload);
    }

    [Fact]
    public async Task Bad_input_is_refused_with_every_fault_and_stored_nowhere()
    {
        var answer = await stack.CallApiAsync("POST", "/tasks", """{"hours":-1,"minutes":0,"seconds":"x"}""");

        Assert.Equal(400, answer.Status);
        Assert.Equal("application/problem+json", answer.Headers["Content-Type"]![0]!.GetValue<string>());
    }

    /// <summary>Tries again, since nothing here tells when a process beside us is done.</summary>
    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        }
    }
}
