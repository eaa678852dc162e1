using System.Globalization;
using TasksService.Bench;
using TasksService.Bench.Scenarios;
using TasksService.Bench.Sink;
using TasksService.Bench.States;

Dictionary<string, Func<Task>> scenarios = new()
{
    ["start"] = HostStart.RunAsync,
    ["create"] = CreateRate.RunAsync,
    ["spread"] = SpreadPrecision.RunAsync,
    ["burst"] = OneSecondBurst.RunAsync,
    ["kill"] = KillAndRecovery.RunAsync,
    ["standing"] = StandingCost.RunAsync,
    ["states-rate"] = StatesRate.RunAsync,
    ["states-waits"] = StatesWaits.RunAsync,
};

if (args is ["sink", var port, var hold])
{
    await new SinkServer(TimeSpan.FromMilliseconds(double.Parse(hold, CultureInfo.InvariantCulture))).RunAsync(int.Parse(port, CultureInfo.InvariantCulture));
    return 0;
}

var names = args is [] or ["all"] ? [.. scenarios.Keys] : args;
if (names.Except(scenarios.Keys).ToArray() is { Length: > 0 } unknown)
{
    Console.Error.WriteLine($"No such scenario: {string.Join(", ", unknown)}. There are {string.Join(", ", scenarios.Keys)}, and all.");
    return 2;
}

foreach (var name in names)
{
    try
    {
        await scenarios[name]();
    }
    catch (InvalidOperationException broken)
    {
        // The service's data and log stay where they are, to be looked at.
        Console.Error.WriteLine($"{name}: {broken.Message}");
        return 1;
    }

    BenchFolder.DeleteRun();
}

return 0;
