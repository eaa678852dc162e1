using System.Diagnostics;
using TasksService.Bench.Services;
using TasksService.Bench.Sink;
using TasksService.E2E;

namespace TasksService.Bench.Scenarios;

/// <summary>Runs of a fresh burst of 2,000 tasks in which the host is killed once at a random moment and started again.</summary>
internal static class KillAndRecovery
{
    private const int Runs = 20;
    private const int Tasks = 2_000;

    /// <summary>The sink keeps each call open so long: there are open calls at every moment, and two at once for one task would be seen.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromMilliseconds(5);

    public static async Task RunAsync()
    {
        await using var sink = await SinkProcess.StartAsync(Hold);
        List<Recovery> runs = [];
        for (var run = 1; run <= Runs; run++)
        {
            var recovery = await MeasureAsync(sink);
            Console.WriteLine($"run {run,2}  {recovery}");
            runs.Add(recovery);
        }

        var table = new Table("service", "lost", "early", "at once", "repeated / open at the kill", "restart to first answer s", "first answer to all COMPLETED s");
        table.Add(
            "TasksService",
            $"{runs.Sum(run => run.Lost)}",
            $"{runs.Sum(run => run.Early)}",
            $"{runs.Sum(run => run.AtOnce)}",
            $"{runs.Sum(run => run.Repeated)} / {runs.Sum(run => run.OpenAtKill)}, at most {runs.Max(run => run.Repeated)} a run",
            runs.Select(run => run.FirstAnswer).ToList().Spread("0.00"),
            runs.Select(run => run.AllCompleted).ToList().Spread("0.00"));
        table.Print($"Kill and recovery: {Runs} runs of {Tasks:N0} tasks (bar: none lost, none at once, repeated at most what was open, COMPLETED within 3 s)");
        if (runs.Any(run => run.Lost + run.Early + run.AtOnce > 0 || run.Repeated > run.OpenAtKill))
        {
            throw new InvalidOperationException("A promise is broken: see the table.");
        }
    }

    private static async Task<Recovery> MeasureAsync(SinkProcess sink)
    {
        await sink.ResetAsync();
        var data = EmbeddedService.NewData();
        var url = HostProcess.FreeAddress();
        DateTimeOffset due;
        string[] ids;
        await using (var host = EmbeddedService.Start(data, url))
        {
            await host.AnswersAsync();
            due = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.AddSeconds(5).ToUnixTimeSeconds());
            ids = await host.CreateAsync([.. Enumerable.Repeat(due, Tasks)], sink);
            await sink.ReceivedAsync(Random.Shared.Next(0, Tasks), patience: TimeSpan.FromMinutes(1));
            await host.KillAsync();
        }

        // What the sink still had to read from the sockets of the dead host arrives now.
        await Task.Delay(Hold + TimeSpan.FromMilliseconds(50));
        var before = await sink.DeliveriesAsync();
        var killed = DateTime.UtcNow;
        var completed = TaskFile.CompletedIds(data);
        var open = before.Count(delivery => !completed.Contains(delivery.Id));

        var restarting = Stopwatch.StartNew();
        await using var restarted = EmbeddedService.Start(data, url);
        await restarted.AnswersAsync();
        var firstAnswer = restarting.Elapsed;
        var answeredAt = DateTimeOffset.UtcNow;
        await restarted.AllCompletedAsync(ids, deliveries: []);
        var completedAt = DateTimeOffset.UtcNow;

        var deliveries = await sink.DeliveriesAsync();
        var byTask = deliveries.GroupBy(delivery => delivery.Id).ToDictionary(group => group.Key, group => group.OrderBy(delivery => delivery.ArrivedAt).ToArray());
        return new Recovery(
            DeliveredBefore: before.Count,
            Lost: ids.Count(id => !byTask.ContainsKey(id)),
            Early: deliveries.Count(delivery => delivery.LatenessMilliseconds < 0),
            AtOnce: byTask.Values.Count(calls => calls.Zip(calls.Skip(1)).Any(pair => IsAtOnce(pair.First, pair.Second, killed))),
            Repeated: deliveries.Count - byTask.Count,
            OpenAtKill: open,
            FirstAnswer: firstAnswer.TotalSeconds,
            AllCompleted: (completedAt - answeredAt).TotalSeconds);
    }

    /// <summary>Whether the second call came while the first was open, both made by the same process: a call of the dead one has nobody behind it.</summary>
    private static bool IsAtOnce(Delivery first, Delivery second, DateTime killed) =>
        first.ArrivedAt < killed == second.ArrivedAt < killed
        && (first.AnsweredTicks == 0 || second.ArrivedAt.Ticks < first.AnsweredTicks);
}
