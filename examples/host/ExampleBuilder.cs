using Amazon.Lambda.Core;
using Amazon.Runtime;
using Amazon.StepFunctions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TasksService.StatesLanguage;
using TasksService.StatesServer;

namespace Examples.Host;

/// <summary>One machine that does for an example what its template does on AWS: functions, schedules, queues, activities, state machines.</summary>
public sealed class ExampleBuilder
{
    private const string DefaultUrl = "http://localhost:5080";

    /// <summary>Above the 60 s that a poll for an activity's task stays open.</summary>
    private static readonly TimeSpan ClientTimeout = TimeSpan.FromSeconds(75);

    private readonly WebApplicationBuilder builder;
    private readonly StatesServerBuilder states;
    private readonly List<string> activities = [];
    private readonly List<ExampleMachine> machines = [];
    private readonly string? temporary;

    private ExampleBuilder(string[] args)
    {
        builder = WebApplication.CreateSlimBuilder(args);
        if (builder.Configuration["urls"] is null)
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("TasksService.StatesServer", LogLevel.Warning);
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
        });

        var data = builder.Configuration["data"] ?? (temporary = Directory.CreateTempSubdirectory("example-").FullName);
        states = builder.Services.AddStatesServer(options =>
        {
            options.DatabasePath = Path.Combine(data, "states.db");
            options.Region = ExampleNames.Region;
            options.AccountId = ExampleNames.Account;
        });
        builder.Services.AddSingleton<LocalFunctions>();
        builder.Services.AddSingleton<ExampleReady>();
        builder.Services.AddSingleton<IAmazonStepFunctions>(provider => new AmazonStepFunctionsClient(
            new BasicAWSCredentials("local", "local"),
            new AmazonStepFunctionsConfig { ServiceURL = UrlOf(provider), AuthenticationRegion = ExampleNames.Region, Timeout = ClientTimeout }));
    }

    public IServiceCollection Services => builder.Services;

    public IConfiguration Configuration => builder.Configuration;

    /// <param name="args"><c>--urls http://localhost:5080</c> where it listens; <c>--data folder</c> where executions are kept, else nowhere beyond the run.</param>
    public static ExampleBuilder Create(string[] args) => new(args);

    public static string UrlOf(IServiceProvider services) =>
        services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();

    public ExampleBuilder AddFunction<TFunction, TInput, TOutput>(string name, ILambdaSerializer serializer, Func<TFunction, TInput, Task<TOutput>> call)
        where TFunction : class
    {
        Services.AddSingleton(LocalFunction.Create(name, serializer, call));
        states.AddFunction(name, provider => async (input, _) => Json.Parse(await provider.GetRequiredService<LocalFunctions>().InvokeAsync(name, input.ToUtf8())));
        return this;
    }

    /// <inheritdoc cref="AddFunction{TFunction, TInput, TOutput}(string, ILambdaSerializer, Func{TFunction, TInput, Task{TOutput}})"/>
    public ExampleBuilder AddFunction<TFunction, TInput>(string name, ILambdaSerializer serializer, Func<TFunction, TInput, Task> call)
        where TFunction : class => AddFunction<TFunction, TInput, object?>(name, serializer, async (function, input) =>
        {
            await call(function, input);
            return null;
        });

    public ExampleBuilder AddSchedule(string function, TimeSpan period)
    {
        Services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<Schedule>(provider, function, period));
        return this;
    }

    public ExampleBuilder AddQueue(string name, string function)
    {
        Services.AddSingleton(new LocalQueue(name, function));
        return this;
    }

    public ExampleBuilder AddActivity(string name)
    {
        activities.Add(name);
        return this;
    }

    /// <summary>Runs the activity poller beside the example, as a process. <c>{url}</c> in a setting is where the example listens.</summary>
    public ExampleBuilder AddPoller(string activity, params (string Name, string Value)[] settings)
    {
        var environment = settings.ToDictionary(pair => pair.Name, pair => pair.Value);
        environment["ACTIVITY_ARN"] = ExampleNames.ActivityArn(activity);
        Services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<PollerChild>(provider, environment));
        return this;
    }

    public ExampleBuilder AddStateMachine(string name, string file, params (string Name, string Value)[] substitutions)
    {
        machines.Add(new(name, file, substitutions.ToDictionary(pair => pair.Name, pair => pair.Value)));
        return this;
    }

    public Example Build() => new(builder.Build(), activities, machines, temporary);
}
