using Amazon.Lambda.Serialization.SystemTextJson;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;

namespace TasksService.Compat.Tests.Hosting;

[Collection(nameof(ProcessEnvironment))]
public sealed class OutsideLambdaTests
{
    [Fact]
    public void Outside_Lambda_nothing_is_replaced()
    {
        var services = new ServiceCollection();

        services.AddAWSLambdaHosting(LambdaEventSource.RestApi, new SourceGeneratorLambdaJsonSerializer<RestApiJson>());

        Assert.Empty(services);
    }

    [Fact]
    public void In_Lambda_there_is_one_server()
    {
        using var environment = new ProcessEnvironment(new() { ["AWS_LAMBDA_FUNCTION_NAME"] = "api" });
        var services = new ServiceCollection();

        services.AddAWSLambdaHosting(LambdaEventSource.RestApi, new SourceGeneratorLambdaJsonSerializer<RestApiJson>());
        services.AddAWSLambdaHosting(LambdaEventSource.HttpApi, new SourceGeneratorLambdaJsonSerializer<HttpApiJson>());

        Assert.Single(services, service => service.ServiceType == typeof(IServer));
    }
}
