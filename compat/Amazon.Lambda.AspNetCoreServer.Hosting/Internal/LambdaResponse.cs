using Microsoft.AspNetCore.Http;

namespace Amazon.Lambda.AspNetCoreServer.Hosting.Internal;

internal sealed record LambdaResponse(int StatusCode, IHeaderDictionary Headers, string Body, bool IsBase64Encoded);
