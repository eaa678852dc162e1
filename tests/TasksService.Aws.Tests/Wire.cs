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
    public Func<string, int, HttpResponseMessage?> Answer { get; set; } = LetThrough;

    /// <summary>Who answers what <see cref="Answer"/> lets through, from the body of the request; <see langword="null"/> for the service itself.</summary>
    public Func<string, HttpResponseMessage>? Service { get; set; }

    public IReadOnlyDictionary<string, int> Requests => requests;

    /// <summary>The body of the request that was sent last, as it was sent.</summary>
    public string LastBody { get; private set; } = "";

    public string LastPath { get; private set; } = "";

    public static HttpResponseMessage? LetThrough(string operation, int count) => null;

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
            // The protocol of Lambda names no operation, and Invoke is the only one we call.
            var operation = request.Headers.TryGetValues("X-Amz-Target", out var target) ? target.Single().Split('.')[^1] : "Invoke";
            var count = wire.requests.AddOrUpdate(operation, 1, (_, so) => so + 1);
            var body = await request.Content!.ReadAsStringAsync(cancellationToken);
            wire.LastBody = body;
            wire.LastPath = request.RequestUri!.AbsolutePath;
            return wire.Answer(operation, count) ?? wire.Service?.Invoke(body) ?? await base.SendAsync(request, cancellationToken);
        }
    }
}
