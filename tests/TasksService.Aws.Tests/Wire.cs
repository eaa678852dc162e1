using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Amazon.Runtime;

namespace TasksService.Aws.Tests;

/// <summary>The connection of an AWS client under test: counts its requests by operation and can answer some of them itself.</summary>
public sealed class Wire : HttpClientFactory
{
    private readonly ConcurrentDictionary<string, int> requests = new();

    /// <summary>Called with the operation, as in <c>SendMessageBatch</c>, and how often it has been asked for; <see langword="null"/> lets the request through.</summary>
    public Func<string, int, HttpResponseMessage?> Answer { get; set; } = (_, _) => null;

    public IReadOnlyDictionary<string, int> Requests => requests;

    /// <summary>The body of the request that was sent last, as it was sent.</summary>
    public string LastBody { get; private set; } = "";

    public static HttpResponseMessage Throttled() => Error(HttpStatusCode.BadRequest, "ThrottlingException");

    public static HttpResponseMessage Error(HttpStatusCode status, string code) => Json(status, $$"""{"__type":"{{code}}","message":"as the test wants it"}""");

    public static HttpResponseMessage Json(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/x-amz-json-1.0") };

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(this));

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public void Forget() => requests.Clear();

    private sealed class Handler(Wire wire) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var operation = request.Headers.GetValues("X-Amz-Target").Single().Split('.')[^1];
            var count = wire.requests.AddOrUpdate(operation, 1, (_, so) => so + 1);
            wire.LastBody = await request.Content!.ReadAsStringAsync(cancellationToken);
            return wire.Answer(operation, count) ?? await base.SendAsync(request, cancellationToken);
        }
    }
}
