using TasksService.Bench.Services;
using TasksService.Bench.Sink;

namespace TasksService.Bench.Scenarios;

/// <summary>How late the calls of 1,000 tasks are that are spread over 20 seconds.</summary>
internal static class SpreadPrecision
{
    private const int Tasks = 1_000;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(20);

    public static async Task RunAsync()
    {
        await using var sink = await SinkProcess.StartAsync();
        await using var contest = await Contest.StartAsync();
        var results = await contest.RunAsync(rounds: 3, service => MeasureAsync(service, sink));

        var table = new Table("service", "early", "p50 ms", "p99 ms", "max ms");
        foreach (var (service, runs) in results)
        {
            table.Add(
                service.Name,
                $"{runs.Sum(run => run.Early)}",
                runs.Select(run => run.P50).ToList().Spread("0.0"),
                runs.Select(run => run.P99).ToList().Spread("0.0"),
                runs.Select(run => run.Max).ToList().Spread("0.0"));
        }

        table.Print("Lateness: 1,000 tasks over 20 s (bar: none early, p99 at most 5 ms)");
    }

    private static async Task<Lateness> MeasureAsync(Service service, SinkProcess sink)
    {
        await sink.ResetAsync();
        var first = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.AddSeconds(3).ToUnixTimeMilliseconds());
        await service.CreateAsync([.. Enumerable.Range(0, Tasks).Select(index => first + index * (Period / Tasks))], sink);

        await Task.Delay(first + Period - DateTimeOffset.UtcNow);
        await sink.ReceivedAsync(Tasks, patience: TimeSpan.FromSeconds(30));
        var deliveries = await sink.DeliveriesAsync();
        if (deliveries.DistinctBy(delivery => delivery.Id).Count() != Tasks || deliveries.Count != Tasks)
        {
            throw new InvalidOperationException($"{service.Name} made {deliveries.Count} deliveries of {Tasks} tasks.");
        }

        return Lateness.Of(deliveries);
    }
}
