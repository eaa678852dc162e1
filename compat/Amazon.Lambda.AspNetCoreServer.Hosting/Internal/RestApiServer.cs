using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Amazon.Lambda.AspNetCoreServer.Hosting.Internal;

/// <summary>Payload 1.0.</summary>
internal sealed class RestApiServer(IHostApplicationLifetime lifetime, ILambdaSerializer serializer) : LambdaServer(lifetime)
{
    protected override LambdaBootstrapBuilder CreateBootstrap(Func<LambdaRequest, ILambdaContext, Task<LambdaResponse>> handle) =>
        LambdaBootstrapBuilder.Create<APIGatewayProxyRequest, APIGatewayProxyResponse>(
            async (input, context) => ToAnswer(await handle(ToRequest(input), context).ConfigureAwait(false)), serializer);

    private static LambdaRequest ToRequest(APIGatewayProxyRequest input)
    {
        var body = EventParts.Body(input.Body, input.IsBase64Encoded);
        var (pathBase, path) = Split(input);

        return new(
            input.HttpMethod,
            pathBase,
            path,
            Query(input),
            Headers(input, body.Length),
            body,
            input.RequestContext?.Identity?.SourceIp,
            input.RequestContext?.RequestId,
            EventParts.User(Claims(input.RequestContext?.Authorizer)));
    }

    /// <summary>Before the path come the stage, which only the context's path has, or a custom domain's base path, which the resource lacks.</summary>
    private static (string PathBase, string Path) Split(APIGatewayProxyRequest input)
    {
        var path = EventParts.Rooted(input.Path);

        if (Resource(input) is { } resource && path.Length > resource.Length && path.EndsWith(resource, StringComparison.Ordinal))
        {
            return (path[..^resource.Length], resource);
        }

        // The stage's own root is asked for as /prod, and its path is /.
        var asked = EventParts.Rooted(input.RequestContext?.Path ?? path);
        if (path.EndsWith('/') && !asked.EndsWith('/'))
        {
            asked += "/";
        }

        return (asked.EndsWith(path, StringComparison.Ordinal) ? asked[..^path.Length] : "", path);
    }

    private static string Resource(APIGatewayProxyRequest input)
    {
        if (input.Resource is null || input.PathParameters is null)
        {
            return null;
        }

        var resource = input.Resource;
        foreach (var (name, value) in input.PathParameters)
        {
            resource = resource.Replace($"{{{name}+}}", value, StringComparison.Ordinal).Replace($"{{{name}}}", value, StringComparison.Ordinal);
        }

        return EventParts.Rooted(resource);
    }

    private static string Query(APIGatewayProxyRequest input)
    {
        var query = QueryString.Empty;
        if (input.MultiValueQueryStringParameters is { Count: > 0 } parameters)
        {
            foreach (var (name, values) in parameters)
            {
                foreach (var value in values)
                {
                    query = query.Add(name, value);
                }
            }
        }
        else if (input.QueryStringParameters is { } single)
        {
            foreach (var (name, value) in single)
            {
                query = query.Add(name, value);
            }
        }

        return query.Value ?? "";
    }

    private static HeaderDictionary Headers(APIGatewayProxyRequest input, int bodyLength)
    {
        var headers = new HeaderDictionary();
        if (input.MultiValueHeaders is { Count: > 0 } multiple)
        {
            foreach (var (name, values) in multiple)
            {
                headers[name] = values.ToArray();
            }
        }
        else
        {
            foreach (var (name, value) in input.Headers ?? new Dictionary<string, string>())
            {
                headers[name] = value;
            }
        }

        EventParts.CompleteHeaders(headers, input.RequestContext?.DomainName, bodyLength);
        return headers;
    }

    private static IEnumerable<KeyValuePair<string, string>> Claims(APIGatewayCustomAuthorizerContext authorizer) =>
        authorizer is null ? null :
        authorizer.Claims is { Count: > 0 } claims ? claims :
        authorizer.Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.ToString() ?? ""));

    private static APIGatewayProxyResponse ToAnswer(LambdaResponse response) => new()
    {
        StatusCode = response.StatusCode,
        MultiValueHeaders = response.Headers.ToDictionary(header => header.Key, header => (IList<string>)[.. header.Value]),
        Body = response.Body,
        IsBase64Encoded = response.IsBase64Encoded,
    };
}
