using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Net.Http.Headers;

namespace Amazon.Lambda.AspNetCoreServer.Hosting.Internal;

/// <summary>Payload 2.0.</summary>
internal sealed class HttpApiServer(IHostApplicationLifetime lifetime, ILambdaSerializer serializer) : LambdaServer(lifetime)
{
    protected override LambdaBootstrapBuilder CreateBootstrap(Func<LambdaRequest, ILambdaContext, Task<LambdaResponse>> handle) =>
        LambdaBootstrapBuilder.Create<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>(
            async (input, context) => ToAnswer(await handle(ToRequest(input), context).ConfigureAwait(false)), serializer);

    private static LambdaRequest ToRequest(APIGatewayHttpApiV2ProxyRequest input)
    {
        var body = EventParts.Body(input.Body, input.IsBase64Encoded);
        var (pathBase, path) = Split(EventParts.Rooted(input.RawPath), input.RequestContext?.Stage);

        return new(
            input.RequestContext?.Http?.Method,
            pathBase,
            path,
            string.IsNullOrEmpty(input.RawQueryString) ? "" : "?" + input.RawQueryString,
            Headers(input, body.Length),
            body,
            input.RequestContext?.Http?.SourceIp,
            input.RequestContext?.RequestId,
            EventParts.User(Claims(input.RequestContext?.Authorizer)));
    }

    private static (string PathBase, string Path) Split(string path, string stage) =>
        stage is { Length: > 0 } and not "$default" && EventParts.After("/" + stage, path) is { } rest ? ("/" + stage, rest) : ("", path);

    private static IHeaderDictionary Headers(APIGatewayHttpApiV2ProxyRequest input, int bodyLength)
    {
        IHeaderDictionary headers = new HeaderDictionary();
        foreach (var (name, value) in input.Headers ?? new Dictionary<string, string>())
        {
            headers[name] = value;
        }

        if (input.Cookies is { Length: > 0 } cookies)
        {
            headers.Cookie = string.Join("; ", cookies);
        }

        EventParts.CompleteHeaders(headers, input.RequestContext?.DomainName, bodyLength);
        return headers;
    }

    private static IEnumerable<KeyValuePair<string, string>> Claims(APIGatewayHttpApiV2ProxyRequest.AuthorizerDescription authorizer) =>
        authorizer?.Jwt?.Claims
        ?? authorizer?.Lambda?.Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.ToString() ?? ""));

    private static APIGatewayHttpApiV2ProxyResponse ToAnswer(LambdaResponse response) => new()
    {
        StatusCode = response.StatusCode,
        Headers = response.Headers
            .Where(header => header.Key != HeaderNames.SetCookie)
            .ToDictionary(header => header.Key, header => header.Value.ToString()),
        Cookies = response.Headers.SetCookie is { Count: > 0 } cookies ? cookies.ToArray() : null,
        Body = response.Body,
        IsBase64Encoded = response.IsBase64Encoded,
    };
}
