using Examples.Host;
using PizzaOrder.Local;

await using var example = PizzaOrderExample.Build(args);
if (!args.Contains("--demo"))
{
    await example.RunAsync(
        $$"""aws stepfunctions start-execution --state-machine-arn {{ExampleNames.MachineArn(PizzaOrderExample.Polling)}} --input "{\"name\" : \"pizza_callback\", \"order\" : \"pizza margherita\", \"waitTime\" : \"5\"}" """,
        $$"""aws stepfunctions start-execution --state-machine-arn {{ExampleNames.MachineArn(PizzaOrderExample.Callback)}} --input "{\"name\" : \"pizza_callback\", \"order\" : \"pizza funghi\"}" """);
    return;
}

await example.StartAsync();
foreach (var (machine, input) in new[]
{
    (PizzaOrderExample.Polling, """{"name":"pizza_callback","order":"pizza margherita","waitTime":"5"}"""),
    (PizzaOrderExample.Callback, """{"name":"pizza_callback","order":"pizza funghi"}"""),
})
{
    var ended = await example.ExecuteAsync(machine, input);
    var transitions = await example.TransitionsAsync(ended.ExecutionArn);
    Console.WriteLine($"{machine}: {ended.Status} {ended.Output}{ended.Error} {ended.Cause} after {(ended.StopDate - ended.StartDate)!.Value.TotalSeconds:0.0} s, {transitions} transitions, {Example.CostPerMillion(transitions)} per million orders on AWS");
    foreach (var state in (await example.HistoryAsync(ended.ExecutionArn)).Where(each => each.StateEnteredEventDetails is not null))
    {
        Console.WriteLine($"    {state.StateEnteredEventDetails.Name}");
    }
}
