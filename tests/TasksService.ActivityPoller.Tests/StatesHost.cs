using Amazon.Runtime;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TasksService.StatesServer;

namespace TasksService.ActivityPoller.Tests;

/// <summary>A states server in the test's process with one activity, a machine for it, and an HTTP worker at <c>/work</c>.</summary>
internal sealed class StatesHost : IAsyncDisposable
{
    public const string Activity = "arn:aws:states:us-east-1:000000000000:activity:Work";
    public const string Machine = "arn:aws:states:us-east-1:000000000000:stateMachine:work";

    private readonly string directory = Directory.CreateTempSubdirectory("poller-tests-").FullName;
    private readonly WebApplication app;

    private StatesHost(Delegate worker)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddStatesServer(options => options.DatabasePath = Path.Combine(directory, "states.db"));
        app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapStepFunctions();
        app.MapPost("/work", worker);
    }

    public string Url => app.Urls.Single();

    public AmazonStepFunctionsClient Client { get; private set; } = null!;

    public static async Task<StatesHost> StartAsync(string definition, Delegate worker)
    {
        var host = new StatesHost(worker);
        await host.app.StartAsync();
        host.Client = new AmazonStepFunctionsClient(
            new BasicAWSCredentials("key", "secret"), new AmazonStepFunctionsConfig { ServiceURL = host.Url, AuthenticationRegion = "us-east-1" });
        await host.Client.CreateActivityAsync(new CreateActivityRequest { Name = "Work" });
        await host.Client.CreateStateMachineAsync(new CreateStateMachineRequest { Name = "work", Definition = definition, RoleArn = "arn:aws:iam::000000000000:role/test" });
        return host;
    }

    public PollerProcess StartPoller(params (string Name, string Value)[] settings) => PollerProcess.Start(Url,
        [("ACTIVITY_ARN", Activity), ("AWS_REGION", "us-east-1"), ("WORKER_URL", $"{Url}/work"), .. settings]);

    public async Task<string[]> StartAsync(int executions)
    {
        var arns = new string[executions];
        await Parallel.ForAsync(0, executions, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, cancellationToken) =>
            arns[i] = (await Client.StartExecutionAsync(new StartExecutionRequest { StateMachineArn = Machine, Input = $$"""{"number":{{i}}}""" }, cancellationToken)).ExecutionArn);
        return arns;
    }

    public async Task EndAsync(IEnumerable<string> executionArns, TimeSpan limit)
    {
        var engine = app.Services.GetRequiredService<StatesEngine>();
        await Task.WhenAll(executionArns.Select(arn => engine.WhenEndedAsync(arn))).WaitAsync(limit);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }
}
