using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Amazon.Lambda.AspNetCoreServer.Hosting;
using Amazon.Lambda.AspNetCoreServer.Hosting.Internal;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

public static class ServiceCollectionExtensions
{
    private const string Reason =
        "For Native AOT the overload passing in a SourceGeneratorLambdaJsonSerializer instance must be used to avoid reflection with JSON serialization.";

    /// <summary>Serves what API Gateway hands to the function, where there is a function; elsewhere it does nothing and Kestrel serves.</summary>
    [RequiresUnreferencedCode(Reason)]
    [RequiresDynamicCode(Reason)]
    public static IServiceCollection AddAWSLambdaHosting(this IServiceCollection services, LambdaEventSource eventSource) =>
        services.AddAWSLambdaHosting(eventSource, (Action<HostingOptions>)null);

    [RequiresUnreferencedCode(Reason)]
    [RequiresDynamicCode(Reason)]
    public static IServiceCollection AddAWSLambdaHosting(
        this IServiceCollection services, LambdaEventSource eventSource, Action<HostingOptions> configure)
    {
        if (TryAddServer(services, eventSource, configure, out var options))
        {
            services.TryAddSingleton(options.Serializer ?? new DefaultLambdaJsonSerializer());
        }

        return services;
    }

    /// <param name="services">What the server is added to.</param>
    /// <param name="eventSource">The kind of API in front of the function.</param>
    /// <param name="serializer">Its context knows <c>APIGatewayProxyRequest</c> and <c>APIGatewayProxyResponse</c>, or those of HTTP APIs.</param>
    /// <param name="configure">Options.</param>
    public static IServiceCollection AddAWSLambdaHosting<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IServiceCollection services,
        LambdaEventSource eventSource,
        SourceGeneratorLambdaJsonSerializer<T> serializer,
        Action<HostingOptions> configure = null)
        where T : JsonSerializerContext
    {
        if (TryAddServer(services, eventSource, configure, out var options))
        {
            services.TryAddSingleton(serializer ?? options.Serializer);
        }

        return services;
    }

    private static bool TryAddServer(
        IServiceCollection services, LambdaEventSource eventSource, Action<HostingOptions> configure, out HostingOptions options)
    {
        options = new HostingOptions();
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_NAME")))
        {
            return false;
        }

        configure?.Invoke(options);
        services.RemoveAll<IServer>();
        _ = eventSource switch
        {
            LambdaEventSource.RestApi => services.AddSingleton<IServer, RestApiServer>(),
            LambdaEventSource.HttpApi => services.AddSingleton<IServer, HttpApiServer>(),
            _ => throw new ArgumentException($"Event source type {eventSource} unknown", nameof(eventSource)),
        };
        return true;
    }
}
