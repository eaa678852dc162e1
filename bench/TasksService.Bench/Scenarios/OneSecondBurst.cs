using TasksService.Bench.Services;
using TasksService.Bench.Sink;

namespace TasksService.Bench.Scenarios;

/// <summary>10,000 tasks that are all due at the same instant.</summary>
internal static class OneSecondBurst
{
    private const int Tasks = 10_000;

    public static async Task RunAsync()
    {
        await using var sink = await SinkProcess.StartAsync();
        await using var contest = await Contest.StartAsync();
        var results = await contest.RunAsync(rounds: 5, service => MeasureAsync(service, sink, Tasks, lead: TimeSpan.FromSeconds(6)));

        var table = new Table("service", "early", "last arrival s", "all COMPLETED s");
        foreach (var (service, runs) in results)
        {
            table.Add(
                service.Name,
                $"{runs.Sum(run => run.Early)}",
                runs.Select(run => run.LastArrival).ToList().Spread("0.00"),
                runs.Select(run => run.AllCompleted).ToList().Spread("0.00"));
        }

        table.Print("Burst: 10,000 tasks due at one instant, each delivered once");
        Ratio.Print(results, run => run.LastArrival, "last arrival, host to sketch", bar: "at most 1.6");
        Ratio.Print(results, run => run.AllCompleted, "all COMPLETED, host to sketch", bar: "at most 1.6");
    }

    /// <param name="lead">How long before the instant the first task is created; doubled until all have been by then.</param>
    public static async Task<Burst> MeasureAsync(Service service, SinkProcess sink, int tasks, TimeSpan lead)
    {
        await sink.ResetAsync();
        var processor = service.ProcessorTime();
        var due = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.Add(lead).ToUnixTimeSeconds());
        var ids = await service.CreateAsync([.. Enumerable.Repeat(due, tasks)], sink);
        var spare = due - DateTimeOffset.UtcNow;
        if (spare < TimeSpan.FromMilliseconds(200))
        {
            Console.WriteLine($"{service.Name} had not created {tasks:N0} tasks by {lead.TotalSeconds:0} s later: once more, with more time.");
            await sink.ReceivedAsync(tasks, patience: TimeSpan.FromMinutes(1));
            await service.AllCompletedAsync(ids, await sink.DeliveriesAsync());
            return await MeasureAsync(service, sink, tasks, lead * 2);
        }

        await Task.Delay(spare);
        if (!await sink.ReceivedAsync(tasks, patience: TimeSpan.FromMinutes(1)))
        {
            throw new InvalidOperationException($"{service.Name} delivered {await sink.CountAsync()} of {tasks} tasks.");
        }

        var deliveries = await sink.DeliveriesAsync();
        var completed = await service.AllCompletedAsync(ids, deliveries);
        processor = service.ProcessorTime() - processor;
        if (await sink.CountAsync() != tasks || deliveries.DistinctBy(delivery => delivery.Id).Count() != tasks)
        {
            throw new InvalidOperationException($"{service.Name} made {await sink.CountAsync()} deliveries of {tasks} tasks.");
        }

        return new Burst(
            deliveries.Count(delivery => delivery.LatenessMilliseconds < 0),
            deliveries.Max(delivery => delivery.LatenessMilliseconds) / 1000,
            (completed - due).TotalSeconds,
            processor.TotalMilliseconds / tasks);
    }
}
