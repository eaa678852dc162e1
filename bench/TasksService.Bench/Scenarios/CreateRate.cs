using TasksService.Bench.Services;

namespace TasksService.Bench.Scenarios;

/// <summary>Durable creates a second: 32 callers on connections that stay open, a 200-byte task with an http target.</summary>
internal static class CreateRate
{
    public static async Task RunAsync()
    {
        await using var contest = await Contest.StartAsync();
        var results = await contest.RunAsync(rounds: 5, service => Wrk.RunAsync(service.Url, "create.lua", TimeSpan.FromSeconds(8)));

        var table = new Table("service", "creates/s", "p50 ms", "p99 ms");
        foreach (var (service, runs) in results)
        {
            table.Add(
                service.Name,
                runs.Select(run => run.PerSecond).ToList().Spread("N0"),
                runs.Select(run => run.P50Milliseconds).Median().Show("0.00"),
                runs.Select(run => run.P99Milliseconds).Median().Show("0.00"));
        }

        table.Print("Create rate: 32 callers, on disk before 201");
        Ratio.Print(results, run => run.PerSecond, "creates/s of the host to those of the sketch", bar: "at least 0.75");
    }
}
