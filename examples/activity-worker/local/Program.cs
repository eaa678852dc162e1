using System.Diagnostics;
using ActivityWorkerExample.Local;
using Amazon.StepFunctions.Model;
using Examples.Host;

if (args.Contains("--measure"))
{
    foreach (var polls in new[] { 1, 4, 20 })
    {
        await MeasureAsync(polls);
    }

    return;
}

await using var example = ActivityWorkerDemo.Build(args);
var start = $"aws stepfunctions start-execution --state-machine-arn {ExampleNames.MachineArn(ActivityWorkerDemo.Machine)} --input";
await example.RunAsync(
    $$"""{{start}} '{"outcome":"success","seconds":5}' """,
    $$"""{{start}} '{"outcome":"failure","seconds":1}' """,
    $$"""{{start}} '{}'     # a coin decides""");

// 1,000 tasks that wait already, worked off by the poller with so many polls; a task's work takes 10 ms.
static async Task MeasureAsync(int polls)
{
    const int Tasks = 1000;
    await using var loaded = ActivityWorkerDemo.Build(["--urls", "http://127.0.0.1:0", "--function", "false", "--polls", $"{polls}", "--Logging:LogLevel:Default", "Warning"]);
    await loaded.StartAsync();
    await loaded.ExecuteAsync(ActivityWorkerDemo.Machine, """{"outcome":"success","seconds":0}""");   // the poller is there

    var watch = Stopwatch.StartNew();
    var executions = new string[Tasks];
    await Parallel.ForAsync(0, Tasks, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, cancellationToken) =>
        executions[i] = (await loaded.StepFunctions.StartExecutionAsync(
            new StartExecutionRequest { StateMachineArn = ExampleNames.MachineArn(ActivityWorkerDemo.Machine), Input = """{"outcome":"success","seconds":0.01}""" }, cancellationToken)).ExecutionArn);
    var started = watch.Elapsed;
    await Task.WhenAll(executions.Select(loaded.EndAsync));

    Console.WriteLine($"{polls,2} polls: {Tasks} tasks started in {started.TotalSeconds:0.0} s and done {watch.Elapsed.TotalSeconds:0.0} s after the first start: {Tasks / watch.Elapsed.TotalSeconds:0} tasks/s");
}
