using System.Diagnostics;
using TasksService.Bench.Services;

namespace TasksService.Bench.Scenarios;

/// <summary>How long the built host takes from its start to its first answer.</summary>
internal static class HostStart
{
    private const int Runs = 10;

    public static async Task RunAsync()
    {
        List<double> seconds = [];
        for (var run = 0; run < Runs; run++)
        {
            var starting = Stopwatch.StartNew();
            await using var host = EmbeddedService.Start();
            await host.AnswersAsync();
            seconds.Add(starting.Elapsed.TotalSeconds);
        }

        var table = new Table("service", "first answer s");
        table.Add("TasksService", seconds.Spread("0.00"));
        table.Print("Start on an empty data directory (bar: under 1 s)");
    }
}
