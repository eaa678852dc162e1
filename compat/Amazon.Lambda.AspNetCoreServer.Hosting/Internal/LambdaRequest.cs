using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Amazon.Lambda.AspNetCoreServer.Hosting.Internal;

/// <summary>An HTTP request, whichever payload it came in.</summary>
/// <param name="Path">Percent-encoded, without <paramref name="PathBase"/>.</param>
/// <param name="QueryString">With its question mark, or empty.</param>
internal sealed record LambdaRequest(
    string Method,
    string PathBase,
    string Path,
    string QueryString,
    IHeaderDictionary Headers,
    byte[] Body,
    string SourceIp,
    string RequestId,
    ClaimsPrincipal User);
