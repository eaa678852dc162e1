using System.Globalization;
using Amazon.Lambda.Annotations;
using Amazon.StepFunctions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace PizzaOrder;

[LambdaStartup]
public sealed class Startup
{
    public void ConfigureServices(IServiceCollection services)
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IAmazonStepFunctions>(_ => new AmazonStepFunctionsClient());
        services.AddSingleton(new Oven(TimeSpan.FromSeconds(double.Parse(settings["BAKING_SECONDS"] ?? "12", CultureInfo.InvariantCulture))));
    }
}
