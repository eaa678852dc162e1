using Amazon.Lambda.Annotations;
using Amazon.StepFunctions;
using Microsoft.Extensions.DependencyInjection;

namespace Subscriptions;

[LambdaStartup]
public sealed class Startup
{
    public void ConfigureServices(IServiceCollection services) =>
        services.AddSingleton<IAmazonStepFunctions>(_ => new AmazonStepFunctionsClient());
}
