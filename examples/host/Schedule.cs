using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;

namespace Examples.Host;

/// <summary>EventBridge's part: calls a function at the start and then once a period. A run that takes longer does not hold up the next.</summary>
internal sealed class Schedule(string function, TimeSpan period, LocalFunctions functions, ExampleReady ready, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ready.Task.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(period, clock);
        do
        {
            _ = functions.SendAsync(function, new JsonObject
            {
                ["id"] = Guid.NewGuid().ToString(),
                ["detail-type"] = "Scheduled Event",
                ["source"] = "aws.events",
                ["account"] = ExampleNames.Account,
                ["time"] = clock.GetUtcNow().UtcDateTime,
                ["region"] = ExampleNames.Region,
                ["resources"] = new JsonArray(ExampleNames.Arn("events", $"rule/{function}")),
                ["detail"] = new JsonObject(),
            });
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
