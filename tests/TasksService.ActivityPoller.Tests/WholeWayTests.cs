using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using Xunit.Abstractions;

namespace TasksService.ActivityPoller.Tests;

/// <summary>The poller as a process against the states server.</summary>
public sealed class WholeWayTests(ITestOutputHelper log)
{
    [Fact]
    public async Task A_thousand_tasks_are_all_done_and_none_is_handed_out_twice()
    {
        const int Tasks = 1000;
        var seen = new ConcurrentDictionary<int, int>();
        await using var states = await StatesHost.StartAsync(Definition(timeoutSeconds: 120, retries: 0), async (JsonObject task) =>
        {
            seen.AddOrUpdate((int)task["input"]!["number"]!, 1, (_, times) => times + 1);
            await Task.Delay(10);   // the worker's work
            return new JsonObject { ["done"] = true };
        });
        var executions = await states.StartAsync(Tasks);

        var watch = Stopwatch.StartNew();
        await using var poller = states.StartPoller(("POLLS", "20"));
        await states.EndAsync(executions, TimeSpan.FromSeconds(120));
        log.WriteLine($"{Tasks} tasks, 20 polls, 10 ms of work: {watch.Elapsed.TotalSeconds:0.0} s from the poller's start, {Tasks / watch.Elapsed.TotalSeconds:0} tasks/s");

        Assert.Equal(Tasks, seen.Count);
        Assert.All(seen.Values, times => Assert.Equal(1, times));
        foreach (var arn in executions)
        {
            Assert.Equal(ExecutionStatus.SUCCEEDED, (await states.Client.DescribeExecutionAsync(new DescribeExecutionRequest { ExecutionArn = arn })).Status);
        }
    }

    [Fact]
    public async Task Tasks_of_a_poller_that_was_killed_time_out_and_are_done_by_the_next()
    {
        const int Tasks = 50;
        var hold = true;
        var reached = new SemaphoreSlim(0);
        await using var states = await StatesHost.StartAsync(Definition(timeoutSeconds: 8, retries: 3), async (CancellationToken hungUp) =>
        {
            reached.Release();
            if (Volatile.Read(ref hold))
            {
                await Task.Delay(Timeout.Infinite, hungUp);
            }

            return new JsonObject { ["done"] = true };
        });
        var executions = await states.StartAsync(Tasks);

        await using (var first = states.StartPoller(("POLLS", "10")))
        {
            for (var task = 0; task < Tasks; task++)
            {
                Assert.True(await reached.WaitAsync(TimeSpan.FromSeconds(30)));
            }

            first.Kill();
            await first.ExitAsync();
        }

        Volatile.Write(ref hold, false);
        await using var second = states.StartPoller(("POLLS", "10"));
        await states.EndAsync(executions, TimeSpan.FromSeconds(60));

        foreach (var arn in executions)
        {
            Assert.Equal(ExecutionStatus.SUCCEEDED, (await states.Client.DescribeExecutionAsync(new DescribeExecutionRequest { ExecutionArn = arn })).Status);
            var events = (await states.Client.GetExecutionHistoryAsync(new GetExecutionHistoryRequest { ExecutionArn = arn })).Events;
            Assert.Contains(events, each => each.Type == HistoryEventType.ActivityTimedOut);
        }
    }

    private static string Definition(int timeoutSeconds, int retries) => $$"""
        {
          "StartAt": "Work",
          "States": {
            "Work": {
              "Type": "Task",
              "Resource": "{{StatesHost.Activity}}",
              "TimeoutSeconds": {{timeoutSeconds}},
              "Retry": [{ "ErrorEquals": ["States.Timeout"], "IntervalSeconds": 1, "MaxAttempts": {{retries}} }],
              "End": true
            }
          }
        }
        """;
}
