using System.Globalization;

namespace TasksService.Bench.States;

/// <summary>10,000 executions that wait for one instant; and 1,000 whose host is killed and started again while they wait.</summary>
internal static class StatesWaits
{
    private const string Definition = """{"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "TimestampPath": "$.at", "Next": "Done"}, "Done": {"Type": "Succeed"}}}""";

    public static async Task RunAsync()
    {
        var table = new Table("waiting", "host", "early", "first ms", "p50 ms", "p99 ms", "last ms", "all on disk ms", "bar");
        for (var round = 0; round < 3; round++)
        {
            Add(table, "as it was", "all within 1,000, none early", await MeasureAsync(10_000, TimeSpan.FromSeconds(25), isRestarted: false));
        }

        Add(table, "killed, restarted", "on time", await MeasureAsync(1_000, TimeSpan.FromSeconds(12), isRestarted: true));
        table.Print("State machines: executions waiting for one instant, when they ended after it");
    }

    private static async Task<(List<double> Latenesses, double OnDisk)> MeasureAsync(int count, TimeSpan lead, bool isRestarted)
    {
        var folder = BenchFolder.New("states-waits");
        var host = await StatesHost.StartAsync(folder);
        try
        {
            var machine = await host.Client.CreateAsync("waits", Definition);
            var instant = DateTimeOffset.FromUnixTimeSeconds((DateTimeOffset.UtcNow + lead).ToUnixTimeSeconds());
            var input = $$"""{"at": "{{instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}}"}""";
            var client = host.Client;
            await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (_, _) => await client.StartAsync(machine, input));
            if (isRestarted)
            {
                await host.DisposeAsync();
                host = await StatesHost.StartAsync(folder);
            }

            if (DateTimeOffset.UtcNow > instant - TimeSpan.FromMilliseconds(500))
            {
                throw new InvalidOperationException("The executions were started too late for the instant: the figures say nothing.");
            }

            await Task.Delay(instant - DateTimeOffset.UtcNow);
            while (await host.Client.HasRunningAsync(machine) && DateTimeOffset.UtcNow < instant + TimeSpan.FromMinutes(1))
            {
                await Task.Delay(10);
            }

            var onDisk = (DateTimeOffset.UtcNow - instant).TotalMilliseconds;
            var ends = await host.Client.EndsAsync(machine);
            return ends.Count == count
                ? ([.. ends.Select(end => (end - instant.ToUnixTimeSeconds()) * 1_000)], onDisk)
                : throw new InvalidOperationException($"{ends.Count} of {count} executions succeeded.");
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    private static void Add(Table table, string host, string bar, (List<double> Latenesses, double OnDisk) ends) => table.Add(
        ((double)ends.Latenesses.Count).Show("N0"),
        host,
        $"{ends.Latenesses.Count(lateness => lateness < -0.5)}",
        ends.Latenesses.Min().Show("0"),
        ends.Latenesses.Percentile(50).Show("0"),
        ends.Latenesses.Percentile(99).Show("0"),
        ends.Latenesses.Max().Show("0"),
        ends.OnDisk.Show("0"),
        bar);
}
