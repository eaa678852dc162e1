using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Amazon.Lambda.AspNetCoreServer.Hosting.Internal;

/// <summary>What both payloads say in the same way.</summary>
internal static class EventParts
{
    public static byte[] Body(string body, bool isBase64Encoded) =>
        body is null ? [] :
        isBase64Encoded ? Convert.FromBase64String(body) :
        Encoding.UTF8.GetBytes(body);

    public static ClaimsPrincipal User(IEnumerable<KeyValuePair<string, string>> claims) =>
        claims is null ? null : new(new ClaimsIdentity(claims.Select(claim => new Claim(claim.Key, claim.Value)), "AuthorizerIdentity"));

    public static void CompleteHeaders(IHeaderDictionary headers, string host, int bodyLength)
    {
        if (headers.Host.Count == 0 && host is not null)
        {
            headers.Host = host;
        }

        if (bodyLength > 0)
        {
            headers.ContentLength = bodyLength;
        }
    }

    public static string Rooted(string path) => path is { Length: > 0 } && path[0] == '/' ? path : "/" + path;

    /// <returns>The path without the prefix; <see langword="null"/> where the prefix is not its first segments.</returns>
    public static string After(string prefix, string path) =>
        !path.StartsWith(prefix, StringComparison.Ordinal) ? null :
        path.Length == prefix.Length ? "/" :
        path[prefix.Length] == '/' ? path[prefix.Length..] :
        null;
}
