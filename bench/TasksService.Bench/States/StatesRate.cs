using System.Diagnostics;

namespace TasksService.Bench.States;

/// <summary>Durable executions a second over the API: 16 callers, a Pass → Choice → Succeed machine.</summary>
internal static class StatesRate
{
    private const int Callers = 16;
    private const string Definition = """
        {"StartAt": "Set", "States": {
            "Set": {"Type": "Pass", "Result": 1, "ResultPath": "$.value", "Next": "Decide"},
            "Decide": {"Type": "Choice", "Choices": [{"Variable": "$.value", "NumericEquals": 1, "Next": "Done"}], "Default": "Done"},
            "Done": {"Type": "Succeed"}}}
        """;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(8);

    public static async Task RunAsync()
    {
        await using var host = await StatesHost.StartAsync(BenchFolder.New("states-rate"));
        var machine = await host.Client.CreateAsync("rate", Definition);
        await MeasureAsync(host.Client, machine, WarmUp);
        var rates = new List<double>();
        var costs = new List<double>();
        for (var round = 0; round < 3; round++)
        {
            var before = host.ProcessorTime();
            var rate = await MeasureAsync(host.Client, machine, Length);
            rates.Add(rate);
            costs.Add((host.ProcessorTime() - before).TotalMilliseconds / (rate * Length.TotalSeconds));
        }

        if (await host.Client.CountAsync(machine, "RUNNING") is > 0 and var running)
        {
            throw new InvalidOperationException($"{running} executions have not ended.");
        }

        var table = new Table("callers", "executions/s", "processor ms an execution", "bar");
        table.Add($"{Callers}", rates.Spread("N0"), costs.Spread("0.00"), "at least 2,000");
        table.Print("State machines: Pass → Choice → Succeed, on disk before it is answered");
    }

    private static async Task<double> MeasureAsync(StatesClient client, string machine, TimeSpan length)
    {
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            var count = 0;
            for (; clock.Elapsed < length; count++)
            {
                await client.StartAsync(machine, "{\"order\":7}");
            }

            return count;
        }));
        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }
}
