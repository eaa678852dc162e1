using System.Globalization;
using System.Net.Http.Headers;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

internal sealed class LambdaContext(HttpResponseHeaders headers, LambdaEnvironment environment) : ILambdaContext
{
    private readonly long _deadline =
        long.TryParse(Value(headers, "Lambda-Runtime-Deadline-Ms"), CultureInfo.InvariantCulture, out var milliseconds) ? milliseconds : 0;

    public string AwsRequestId { get; } = Value(headers, "Lambda-Runtime-Aws-Request-Id");

    // Sent by the mobile SDKs only.
    public IClientContext ClientContext => null;

    public string FunctionName => environment.FunctionName;

    public string FunctionVersion => environment.FunctionVersion;

    // Sent by the mobile SDKs only.
    public ICognitoIdentity Identity => null;

    public string InvokedFunctionArn { get; } = Value(headers, "Lambda-Runtime-Invoked-Function-Arn");

    public ILambdaLogger Logger => LambdaConsoleLogger.Instance;

    public string LogGroupName => environment.LogGroupName;

    public string LogStreamName => environment.LogStreamName;

    public int MemoryLimitInMB => environment.MemoryInMB;

    public TimeSpan RemainingTime => DateTimeOffset.FromUnixTimeMilliseconds(_deadline) - DateTimeOffset.UtcNow;

    public string TraceId { get; } = Value(headers, "Lambda-Runtime-Trace-Id");

    private static string Value(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.First() : null;
}
