using Amazon.Runtime;
using Amazon.StepFunctions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TasksService.Aws.StepFunctions;

namespace TasksService.Aws;

public static class StepFunctionsExtensions
{
    /// <summary>Executes tasks by an AWS Step Functions state machine. Region, credentials and endpoint are the AWS SDK's own settings.</summary>
    public static TasksServiceBuilder UseStepFunctions(this TasksServiceBuilder builder)
    {
        builder.Services.AddOptions<StepFunctionsOptions>().BindConfiguration(StepFunctionsOptions.Section).ValidateFaults(options => options.Faults());
        AddClient(builder);
        builder.Services.AddSingleton<IExecutionStarter, StepFunctionsStarter>();
        return builder;
    }

    /// <summary>Answers task tokens by AWS Step Functions, for receivers that cannot do so themselves.</summary>
    public static TasksServiceBuilder UseStepFunctionsTaskTokens(this TasksServiceBuilder builder)
    {
        AddClient(builder);
        builder.Services.AddSingleton<ITaskTokens, StepFunctionsTaskTokens>();
        return builder;
    }

    private static void AddClient(TasksServiceBuilder builder) =>
        builder.Services.TryAddSingleton<IAmazonStepFunctions>(_ => new AmazonStepFunctionsClient(new AmazonStepFunctionsConfig
        {
            // Waits of up to 1, 2 and 4 s: what a burst above the account's rate of starts needs, and the function that starts has 5 s.
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = 3,
        }));
}
