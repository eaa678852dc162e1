using System.Diagnostics;
using TasksService.E2E;
using TasksService.E2E.Scenarios;

await using var target = await ApiUnderTest.FindAsync();
using var api = new HttpClient { BaseAddress = target.Url };
Console.WriteLine($"API: {target}");

await using var accepting = await WebhookReceiver.StartAsync(TimeProvider.System);
await using var failingOnce = await WebhookReceiver.StartAsync(TimeProvider.System, 503);

List<Scenario> scenarios =
[
    new("a task due in 65 seconds completes when it is due", show => TaskScenarios.CompletesWhenDueAsync(api, Task.Delay, show)),
    new("a task due in 3 seconds completes within seconds", show => TaskScenarios.CompletesWithinSecondsAsync(api, Task.Delay, show)),
    new("a task due in 200 seconds goes by the dispatcher", show => TaskScenarios.GoesByTheDispatcherAsync(api, Task.Delay, show)),
    new("a timestamp may have any offset", _ => TaskScenarios.TakesATimestampWithOffsetAsync(api, TimeProvider.System.GetUtcNow())),
    new("an http target is called once, on time, with the task's id", show => TaskScenarios.DeliversToAnHttpTargetAsync(api, Task.Delay, accepting, show), NeedsReceiver: true),
    new("a failed call is repeated under the same webhook-id", show => TaskScenarios.RetriesUnderOneWebhookIdAsync(api, Task.Delay, failingOnce, show), NeedsReceiver: true),
    new("bad input is refused by name", _ => TaskScenarios.RefusesBadInputAsync(api)),
];

if (target.IsElsewhere)
{
    Console.WriteLine("Left out: the scenarios with an http target, since a deployed stack cannot call this machine. Set TASKS_API_URL instead of STAGE to run them all.");
    scenarios.RemoveAll(scenario => scenario.NeedsReceiver);
}

// All at once: the longest decides how long the run takes.
var results = await Task.WhenAll(scenarios.Select(scenario => RunAsync(scenario, target.FindItemAsync)));

Console.WriteLine();
foreach (var (scenario, seconds, failure) in results)
{
    Console.WriteLine($"{(failure is null ? "passed" : "FAILED")}  {scenario.Name} ({seconds:0.0} s){(failure is null ? "" : $"\n        {failure}")}");
}

var failed = results.Count(result => result.Failure is not null);
Console.WriteLine($"{results.Length - failed} passed, {failed} failed");
return failed == 0 ? 0 : 1;

static async Task<(Scenario Scenario, double Seconds, string? Failure)> RunAsync(Scenario scenario, Func<string, Task<string?>> findItem)
{
    var running = Stopwatch.StartNew();
    try
    {
        await scenario.RunAsync(new RecordPrinter(scenario.Name, findItem).Show);
        return (scenario, running.Elapsed.TotalSeconds, null);
    }
    catch (ScenarioFailedException failed)
    {
        return (scenario, running.Elapsed.TotalSeconds, failed.Message);
    }
    catch (Exception exception)
    {
        return (scenario, running.Elapsed.TotalSeconds, exception.ToString());
    }
}
