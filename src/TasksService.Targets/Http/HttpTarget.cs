using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;

namespace TasksService.Targets;

/// <summary>Calls a URL. One call is one attempt: when to try again is not decided here.</summary>
internal sealed class HttpTarget : ITarget, IDisposable
{
    private static readonly HttpMethod[] Methods =
        [HttpMethod.Get, HttpMethod.Head, HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete, HttpMethod.Options];

    private readonly HttpMessageInvoker http;
    private readonly IOptions<CallbackOptions> callbacks;
    private readonly TimeProvider clock;

    public HttpTarget(IOptions<HttpTargetOptions> options, IOptions<CallbackOptions> callbacks, TimeProvider clock)
    {
        this.callbacks = callbacks;
        this.clock = clock;
        http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            // A task calls the URL it names, nothing that this answers with or that the environment puts between.
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MaxConnectionsPerServer = options.Value.MaxConnectionsPerServer,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),

            // No more of an answer is read than is kept; the connection is given up instead.
            MaxResponseDrainSize = 0,
        });
    }

    public string Type => "http";

    public JsonTypeInfo Shape => HttpTargetJson.Default.HttpTargetSettings;

    public IEnumerable<TargetFault> Validate(object settings) => HttpTargetRules.Faults((HttpTargetSettings)settings);

    public async Task<TargetOutcome> CallAsync(TargetCall call, CancellationToken cancellationToken)
    {
        var settings = JsonSerializer.Deserialize(call.Task.Target!.Json, HttpTargetJson.Default.HttpTargetSettings)!;
        using var request = ToRequest(settings, call);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            return await ToOutcomeAsync(response, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            return Unreached(exception.HttpRequestError, exception);
        }
        catch (HttpIOException exception)
        {
            return Unreached(exception.HttpRequestError, exception);
        }
        catch (IOException exception)
        {
            return Unreached(HttpRequestError.ConnectionError, exception);
        }
    }

    public void Dispose() => http.Dispose();

    private HttpRequestMessage ToRequest(HttpTargetSettings settings, TargetCall call)
    {
        var request = new HttpRequestMessage(Methods[(int)(settings.Method ?? HttpTargetMethod.Post)], settings.Url)
        {
            Content = settings.Body switch
            {
                null => null,
                { ValueKind: JsonValueKind.String } text => ToContent(text.GetString()!, "text/plain"),
                { } json => ToContent(json.GetRawText(), "application/json"),
            },
        };

        // Standard Webhooks: the id is the same over all attempts, the time is the attempt's own.
        request.Headers.TryAddWithoutValidation("webhook-id", call.Task.Id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", call.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));

        if (settings.Headers is { } headers)
        {
            foreach (var (name, value) in headers)
            {
                Set(request, name, value);
            }
        }

        if (!request.Headers.Contains("User-Agent"))
        {
            request.Headers.TryAddWithoutValidation("User-Agent", "TasksService");
        }

        if (call.TaskToken is { } token)
        {
            AddToken(request, token, call.Task);
        }

        return request;
    }

    /// <summary>The token for receivers that call the Step Functions API, and the URLs for those that do not.</summary>
    private void AddToken(HttpRequestMessage request, string token, ScheduledTask task)
    {
        var publicUrl = callbacks.Value.PublicUrl ?? throw new InvalidOperationException($"{CallbackOptions.Key} is not set, so that receivers of callbacks have no URL to answer at.");
        var url = $"{publicUrl.TrimEnd('/')}/callbacks/{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(token))}";
        request.Headers.TryAddWithoutValidation("Task-Token", token);
        request.Headers.TryAddWithoutValidation("Task-Success-Url", $"{url}/success");
        request.Headers.TryAddWithoutValidation("Task-Failure-Url", $"{url}/failure");
        request.Headers.TryAddWithoutValidation("Task-Heartbeat-Url", $"{url}/heartbeat?task={task.Id}&revision={task.Revision}");
    }

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        if (!request.Headers.TryAddWithoutValidation(name, value))
        {
            // A header that describes the body, Content-Type above all.
            request.Content ??= new ByteArrayContent([]);
            request.Content.Headers.Remove(name);
            request.Content.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static ByteArrayContent ToContent(string text, string mediaType) => new(Encoding.UTF8.GetBytes(text))
    {
        Headers = { ContentType = new MediaTypeHeaderValue(mediaType, "utf-8") },
    };

    private async Task<TargetOutcome> ToOutcomeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var (body, isTruncated) = await BoundedText.ReadAsync(response.Content, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            var output = JsonSerializer.Serialize(new HttpTargetOutput((int)response.StatusCode, body), HttpTargetJson.Default.HttpTargetOutput);
            return new TargetOutcome.Succeeded(output, isTruncated);
        }

        var isRetryable = response.StatusCode
            is HttpStatusCode.RequestTimeout or (HttpStatusCode)425 or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
        return new TargetOutcome.Failed($"Http.{(int)response.StatusCode}", body ?? response.ReasonPhrase, isRetryable, RetryAfter(response));
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date - clock.GetUtcNow() is { Ticks: > 0 } wait => wait,
        _ => null,
    };

    /// <summary>Named for what the platform could not do: Http.NameResolutionError, Http.ConnectionError, Http.SecureConnectionError, Http.ResponseEnded and so on.</summary>
    private static TargetOutcome.Failed Unreached(HttpRequestError error, Exception exception) =>
        new($"Http.{error}", exception.Message, IsRetryable: true);
}
