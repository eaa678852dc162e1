using System.Net.Http.Headers;

namespace Amazon.Lambda.RuntimeSupport;

internal sealed class RuntimeApiClient : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly string _runtime;
    private readonly LambdaEnvironment _environment = new();

    // A frozen process holds its request for the next invocation for hours: nothing here may time out or be recycled.
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
        UseCookies = false,
        UseProxy = false,
    });

    public RuntimeApiClient(string runtimeApi)
    {
        var host = runtimeApi
            ?? Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")
            ?? throw new InvalidOperationException("AWS_LAMBDA_RUNTIME_API is not set: this is not a Lambda environment.");
        _runtime = $"http://{host}/2018-06-01/runtime";
    }

    public async Task<(LambdaContext Context, Stream Input)> GetNextInvocationAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_runtime}/invocation/next");
        using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();

        var context = new LambdaContext(response.Headers, _environment);

        // Tracing libraries look for the invocation's trace here.
        Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", context.TraceId);

        return (context, new MemoryStream(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false)));
    }

    public Task SendResponseAsync(string requestId, Stream answer) =>
        PostAsync($"{_runtime}/invocation/{requestId}/response", new StreamContent(answer), errorType: null);

    public Task ReportInvocationErrorAsync(string requestId, Exception error) =>
        PostErrorAsync($"{_runtime}/invocation/{requestId}/error", error);

    public Task ReportInitializationErrorAsync(Exception error) => PostErrorAsync($"{_runtime}/init/error", error);

    public void Dispose() => _http.Dispose();

    private Task PostErrorAsync(string uri, Exception error) =>
        PostAsync(uri, new ByteArrayContent(ExceptionJson.Write(error)), error.GetType().Name);

    private async Task PostAsync(string uri, HttpContent content, string errorType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = content };
        content.Headers.ContentType = Json;
        if (errorType is not null)
        {
            request.Headers.TryAddWithoutValidation("Lambda-Runtime-Function-Error-Type", errorType);
        }

        using var response = await _http.SendAsync(request, CancellationToken.None).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
    }
}
