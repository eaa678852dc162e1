using System.Diagnostics;
using TasksService.Bench.Services;
using TasksService.Bench.Sink;

namespace TasksService.Bench.Scenarios;

/// <summary>What a store full of tasks that are due some day costs: memory, the start, and the work on other tasks.</summary>
internal static class StandingCost
{
    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private const int Rounds = 5;
    private const int DispatchedTasks = 2_000;

    /// <summary>With a tick of a second, a task that is due in six goes by the dispatcher and its index.</summary>
    private static readonly Dictionary<string, string> QuickTick = new()
    {
        ["Scheduling__Lookahead"] = "00:00:01",
        ["Scheduling__Tick"] = "00:00:01",
        ["Scheduling__ShortTermWindow"] = "00:00:02",
    };

    public static async Task RunAsync()
    {
        var memory = new Table("stored tasks", "load creates/s", "RSS a minute after the load MB", "start to first answer s");
        await LoadAsync(100_000, memory);
        var many = await LoadAsync(Many, memory);
        memory.Print("Standing tasks: memory and start (bar: 100 MB at 100,000; 250 MB and 3 s at 1,000,000)");

        await CompareAsync(many);
    }

    /// <returns>The data directory, no host in it.</returns>
    private static async Task<string> LoadAsync(int tasks, Table table)
    {
        var data = EmbeddedService.NewData();
        long loaded = 0;
        double rate;
        double megabytes;
        await using (var host = EmbeddedService.Start(data))
        {
            await host.AnswersAsync();
            var loading = Stopwatch.StartNew();
            while (loaded < tasks)
            {
                var seconds = Math.Clamp((tasks - loaded) / 20_000, 1, 10);
                loaded += (await Wrk.RunAsync(host.Url, "standing.lua", TimeSpan.FromSeconds(seconds))).Requests;
            }

            rate = loaded / loading.Elapsed.TotalSeconds;
            Console.WriteLine($"loaded {loaded:N0} in {loading.Elapsed.TotalSeconds:0} s, {host.ResidentMegabytes():0} MB resident; a minute's rest");
            await Task.Delay(TimeSpan.FromMinutes(1));
            megabytes = host.ResidentMegabytes();
        }

        List<double> starts = [];
        for (var run = 0; run < 3; run++)
        {
            var starting = Stopwatch.StartNew();
            await using var host = EmbeddedService.Start(data);
            await host.AnswersAsync();
            starts.Add(starting.Elapsed.TotalSeconds);
        }

        table.Add($"{loaded:N0}", rate.Show("N0"), megabytes.Show("0"), starts.Spread("0.00"));
        return data;
    }

    /// <summary>A store with few tasks and the one with many take turns; each round the few are loaded anew, since the measurement adds to them.</summary>
    private static async Task CompareAsync(string many)
    {
        await using var sink = await SinkProcess.StartAsync();
        var creates = new Dictionary<int, List<double>> { [Few] = [], [Many] = [] };
        var bursts = new Dictionary<int, List<Burst>> { [Few] = [], [Many] = [] };
        for (var round = 1; round <= Rounds; round++)
        {
            foreach (var stored in (int[])[Few, Many])
            {
                await using var host = EmbeddedService.Start(stored == Many ? many : null, settings: QuickTick);
                await host.AnswersAsync();
                if (stored == Few)
                {
                    await host.CreateAsync([.. Enumerable.Range(1, Few).Select(index => DateTimeOffset.UtcNow.AddDays(1).AddSeconds(index))], sink);
                }

                // Tasks that are due at once and call nothing warm the host up and leave no standing task behind.
                await Wrk.RunAsync(host.Url, "immediate.lua", TimeSpan.FromSeconds(4));
                await Task.Delay(TimeSpan.FromSeconds(2));

                // The burst first: the creates would leave the few being not so few.
                var burst = await OneSecondBurst.MeasureAsync(host, sink, DispatchedTasks, lead: TimeSpan.FromSeconds(6));
                var create = await Wrk.RunAsync(host.Url, "standing.lua", TimeSpan.FromSeconds(3));
                Console.WriteLine($"round {round}  {stored,9:N0} stored  {create.PerSecond:N0} creates/s  {burst}");
                creates[stored].Add(create.PerSecond);
                bursts[stored].Add(burst);
            }
        }

        var table = new Table("stored tasks", "creates/s", "2,000 dispatched: all COMPLETED s", "processor ms a task");
        foreach (var stored in (int[])[Few, Many])
        {
            table.Add(
                $"{stored:N0}",
                creates[stored].Spread("N0"),
                bursts[stored].Select(burst => burst.AllCompleted).ToList().Spread("0.00"),
                bursts[stored].Select(burst => burst.ProcessorMillisecondsPerTask).ToList().Spread("0.00"));
        }

        table.Print("Standing tasks: the work on others");
        Console.WriteLine($"creates/s with many to few: {(creates[Many].Median() / creates[Few].Median()).Show("0.00")} (bar: at least 0.8)");
        Console.WriteLine(
            "all COMPLETED, many to few: "
            + $"{(bursts[Many].Select(burst => burst.AllCompleted).Median() / bursts[Few].Select(burst => burst.AllCompleted).Median()).Show("0.00")} (bar: at most 1.2)");
        Console.WriteLine(
            "processor a task, many to few: "
            + $"{(bursts[Many].Select(burst => burst.ProcessorMillisecondsPerTask).Median() / bursts[Few].Select(burst => burst.ProcessorMillisecondsPerTask).Median()).Show("0.00")} (bar: at most 1.2)");
    }
}
