using System.Diagnostics.CodeAnalysis;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TasksService.Aws;
using TasksService.Targets;

[assembly: LambdaGlobalProperties(GenerateMain = true, Runtime = "provided.al2023")]
[assembly: LambdaSerializer(typeof(SourceGeneratorLambdaJsonSerializer<TasksService.Lambda.FunctionsJson>))]

namespace TasksService.Lambda;

/// <summary>What the functions are built from. Each takes only what it uses, so each needs only its own part of the settings.</summary>
[LambdaStartup]
public sealed class Startup
{
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Amazon.Lambda.Annotations calls it on an instance.")]
    public void ConfigureServices(IServiceCollection services)
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        services.AddSingleton<IConfiguration>(settings);
        services.AddLambdaLogging(settings);
        services.AddTasksService()
            .UseDynamoDb().UseSqs().UseStepFunctions()
            .UseHttpTarget().UseLambdaTarget().UseSqsTarget();
    }
}
