using Amazon.Lambda;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace TasksService.Targets;

public static class LambdaTargetExtensions
{
    /// <summary>Adds the target <c>lambda</c>. Region, credentials and endpoint are the AWS SDK's own settings.</summary>
    public static TasksServiceBuilder UseLambdaTarget(this TasksServiceBuilder builder)
    {
        // The client tries once: a function is not called again behind the task's back.
        builder.Services.TryAddSingleton<IAmazonLambda>(_ => new AmazonLambdaClient(new AmazonLambdaConfig { MaxErrorRetry = 0 }));
        builder.Services.AddSingleton<ITarget>(services => new LambdaTarget(new Lazy<IAmazonLambda>(services.GetRequiredService<IAmazonLambda>)));
        return builder;
    }
}
