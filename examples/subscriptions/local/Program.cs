using Examples.Host;
using Subscriptions.Local;

await using var example = SubscriptionsExample.Build(args);
await example.RunAsync(
    $$"""aws stepfunctions start-execution --state-machine-arn {{ExampleNames.MachineArn(SubscriptionsExample.Machine)}} --input '{"userId":"ann","plan":"yearly"}' """,
    $"aws stepfunctions list-executions --state-machine-arn {ExampleNames.MachineArn(SubscriptionsExample.Machine)}");
