using Amazon.Runtime;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TasksService.StatesServer;

namespace TasksService.ActivityWorker.Tests;

/// <summary>A worker against the states server, on the machine's own clock.</summary>
public sealed class WholeWayTests
{
    private const string ActivityArn = "arn:aws:states:us-east-1:000000000000:activity:Bake";

    [Fact]
    public async Task A_missed_heartbeat_fails_the_execution_within_a_second_and_cancels_the_handler()
    {
        var cancelled = new TaskCompletionSource();
        var ended = await RunAsync(
            async (_, cancellationToken) =>
            {
                await using var registration = cancellationToken.Register(cancelled.SetResult);
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return new Receipt("never");
            },
            heartbeatInterval: TimeSpan.FromSeconds(3),
            after: () => cancelled.Task);

        Assert.Equal(("FAILED", "States.Timeout"), (ended.Execution.Status.Value, ended.Execution.Error));
        Assert.InRange(ended.Execution.StopDate!.Value - ended.PickedUp, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Work_that_takes_longer_than_HeartbeatSeconds_goes_through_when_it_beats()
    {
        var ended = await RunAsync(
            async (order, cancellationToken) =>
            {
                await Task.Delay(TimeSpan.FromSeconds(2.5), cancellationToken);
                return new Receipt(order.Pizza);
            },
            heartbeatInterval: TimeSpan.FromSeconds(0.3));

        Assert.Equal(("SUCCEEDED", """{"text":"funghi"}"""), (ended.Execution.Status.Value, ended.Execution.Output));
    }

    private static async Task<(DescribeExecutionResponse Execution, DateTime PickedUp)> RunAsync(
        Func<Order, CancellationToken, Task<Receipt>> handler, TimeSpan heartbeatInterval, Func<Task>? after = null)
    {
        var directory = Directory.CreateTempSubdirectory("worker-tests-").FullName;
        var server = WebApplication.CreateSlimBuilder();
        server.Logging.SetMinimumLevel(LogLevel.Error);
        server.Services.AddStatesServer(options => options.DatabasePath = Path.Combine(directory, "states.db"));
        await using var states = server.Build();
        states.Urls.Add("http://127.0.0.1:0");
        states.MapStepFunctions();
        await states.StartAsync();

        using var client = new AmazonStepFunctionsClient(
            new BasicAWSCredentials("key", "secret"),
            new AmazonStepFunctionsConfig { ServiceURL = states.Urls.Single(), AuthenticationRegion = "us-east-1", Timeout = ActivityWorkerOptions.ClientTimeout });
        await client.CreateActivityAsync(new CreateActivityRequest { Name = "Bake" });
        var machine = await client.CreateStateMachineAsync(new CreateStateMachineRequest
        {
            Name = "bake",
            RoleArn = "arn:aws:iam::000000000000:role/test",
            Definition = $$$"""{"StartAt":"Bake","States":{"Bake":{"Type":"Task","Resource":"{{{ActivityArn}}}","TimeoutSeconds":60,"HeartbeatSeconds":1,"End":true} } }""",
        });

        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton<IAmazonStepFunctions>(client);
        builder.Services.AddActivityWorker<Order, Receipt>(
            ActivityArn, (_, order, cancellationToken) => handler(order, cancellationToken), OrderJson.Default, options => options.HeartbeatInterval = heartbeatInterval);
        using var worker = builder.Build();
        await worker.StartAsync();

        var started = await client.StartExecutionAsync(new StartExecutionRequest { StateMachineArn = machine.StateMachineArn, Input = """{"pizza":"funghi","count":1}""" });
        var engine = states.Services.GetRequiredService<StatesEngine>();
        await engine.WhenEndedAsync(started.ExecutionArn).WaitAsync(TimeSpan.FromSeconds(30));
        await (after?.Invoke() ?? Task.CompletedTask).WaitAsync(TimeSpan.FromSeconds(30));

        var execution = await client.DescribeExecutionAsync(new DescribeExecutionRequest { ExecutionArn = started.ExecutionArn });
        var history = await client.GetExecutionHistoryAsync(new GetExecutionHistoryRequest { ExecutionArn = started.ExecutionArn });
        var pickedUp = history.Events.Single(each => each.Type == HistoryEventType.ActivityStarted).Timestamp!.Value;

        var stopping = worker.StopAsync();
        await engine.DisposeAsync();   // ends the open polls
        await stopping;
        await states.StopAsync();
        Directory.Delete(directory, recursive: true);
        return (execution, pickedUp);
    }
}
