using Amazon.Lambda.Annotations;
using Microsoft.Extensions.DependencyInjection;

namespace TasksService.Compat.SampleFunctions;

[LambdaStartup]
public sealed class Startup
{
    public void ConfigureServices(IServiceCollection services) => services.AddSingleton<ProcessCount>().AddScoped<ScopedCount>();
}
