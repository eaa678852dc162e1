using System.Globalization;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TasksService.StatesServer;

namespace Examples.Host;

/// <summary>An example, running.</summary>
public sealed class Example : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly IReadOnlyList<string> activities;
    private readonly IReadOnlyList<ExampleMachine> machines;
    private readonly string? temporary;

    internal Example(WebApplication app, IReadOnlyList<string> activities, IReadOnlyList<ExampleMachine> machines, string? temporary)
    {
        this.app = app;
        this.activities = activities;
        this.machines = machines;
        this.temporary = temporary;
        // At once, since the web server waits for its open requests: the polls for activities' tasks end now, not after their minute.
        app.Lifetime.ApplicationStopping.Register(() => _ = app.Services.GetRequiredService<StatesEngine>().DisposeAsync().AsTask());
        app.MapStepFunctions();
        app.MapLambdaInvoke();
        app.MapSqs();
    }

    public string Url => ExampleBuilder.UrlOf(app.Services);

    public IServiceProvider Services => app.Services;

    public IEndpointRouteBuilder Routes => app;

    public IAmazonStepFunctions StepFunctions => app.Services.GetRequiredService<IAmazonStepFunctions>();

    public async Task StartAsync()
    {
        await app.StartAsync();
        app.Services.GetRequiredService<IOptions<StatesServerOptions>>().Value.SqsEndpoint = Url + SqsEndpoint.Path;

        foreach (var activity in activities)
        {
            await StepFunctions.CreateActivityAsync(new CreateActivityRequest { Name = activity });
        }

        var engine = app.Services.GetRequiredService<StatesEngine>();
        foreach (var machine in machines)
        {
            await engine.DefineAsync(machine.Name, await machine.DefinitionAsync(), TasksService.StatesLanguage.StateMachineType.Standard);
        }

        app.Services.GetRequiredService<ExampleReady>().Set();
    }

    /// <summary>Starts, says what can be done, and runs until Ctrl+C.</summary>
    public async Task RunAsync(params string[] commands)
    {
        await StartAsync();
        Console.WriteLine($"Listening on {Url}. Any AWS client can be used; for the CLI:");
        Console.WriteLine($"  export AWS_ENDPOINT_URL={Url} AWS_DEFAULT_REGION={ExampleNames.Region} AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local");
        foreach (var command in commands)
        {
            Console.WriteLine("  " + command);
        }

        await app.WaitForShutdownAsync();
    }

    /// <summary>Runs a state machine to its end.</summary>
    public async Task<DescribeExecutionResponse> ExecuteAsync(string machine, string input)
    {
        var started = await StepFunctions.StartExecutionAsync(new StartExecutionRequest { StateMachineArn = ExampleNames.MachineArn(machine), Input = input });
        return await EndAsync(started.ExecutionArn);
    }

    public async Task<DescribeExecutionResponse> EndAsync(string executionArn)
    {
        await app.Services.GetRequiredService<StatesEngine>().WhenEndedAsync(executionArn);
        return await StepFunctions.DescribeExecutionAsync(new DescribeExecutionRequest { ExecutionArn = executionArn });
    }

    public async Task<List<HistoryEvent>> HistoryAsync(string executionArn) =>
        (await StepFunctions.GetExecutionHistoryAsync(new GetExecutionHistoryRequest { ExecutionArn = executionArn, MaxResults = 1000 })).Events;

    /// <summary>What AWS would bill: each state entered is a transition, and so is each retry. The history has a TaskScheduled for each try of a task.</summary>
    public async Task<int> TransitionsAsync(string executionArn)
    {
        var events = await HistoryAsync(executionArn);
        var entered = events.Count(each => each.Type.Value.EndsWith("StateEntered", StringComparison.Ordinal));
        var tries = events.Count(each => each.Type.Value is "TaskScheduled" or "ActivityScheduled" or "LambdaFunctionScheduled");
        var tasks = events.Count(each => each.Type.Value == "TaskStateEntered");
        return entered + Math.Max(0, tries - tasks);
    }

    /// <summary>$25 per million transitions of a STANDARD machine (https://aws.amazon.com/step-functions/pricing/).</summary>
    public static string CostPerMillion(int transitions) => (transitions * 25).ToString("'$'#,0", CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        if (temporary is not null)
        {
            Directory.Delete(temporary, recursive: true);
        }
    }
}
