using System.IO.Pipelines;
using System.Net;
using System.Text;
using Amazon.Lambda.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace Amazon.Lambda.AspNetCoreServer.Hosting.Internal;

/// <summary>One request and its answer, as ASP.NET Core sees them. The answer is held until it is whole.</summary>
internal sealed class LambdaExchange : IHttpResponseBodyFeature, IHttpRequestBodyDetectionFeature, IDisposable
{
    // CancellationTokenSource takes no longer delay than that of a timer; no function runs for longer than 15 minutes.
    private static readonly TimeSpan LongestInvocation = TimeSpan.FromMinutes(15);

    private readonly CancellationTokenSource _deadline;
    private readonly MemoryStream _body = new();
    private PipeWriter _writer;

    public LambdaExchange(LambdaRequest request, ILambdaContext lambda)
    {
        _deadline = new(TimeSpan.FromTicks(Math.Clamp(lambda.RemainingTime.Ticks, 0, LongestInvocation.Ticks)));
        CanHaveBody = request.Body.Length > 0;

        Features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Protocol = "HTTP/1.1",
            Scheme = "https",
            Method = request.Method,
            PathBase = request.PathBase,
            Path = Decoded(request.Path),
            QueryString = request.QueryString,
            RawTarget = request.PathBase + request.Path + request.QueryString,
            Headers = request.Headers,
            Body = new MemoryStream(request.Body, writable: false),
        });
        Features.Set<IHttpResponseFeature>(Response);
        Features.Set<IHttpResponseBodyFeature>(this);
        Features.Set<IHttpRequestBodyDetectionFeature>(this);
        Features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = _deadline.Token });
        Features.Set<IHttpConnectionFeature>(new HttpConnectionFeature
        {
            ConnectionId = request.RequestId ?? lambda.AwsRequestId,
            RemoteIpAddress = IPAddress.TryParse(request.SourceIp, out var address) ? address : null,
        });
        Features.Set<IHttpRequestIdentifierFeature>(new HttpRequestIdentifierFeature
        {
            TraceIdentifier = Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID") ?? lambda.AwsRequestId,
        });

        if (request.User is not null)
        {
            Features.Set<IHttpAuthenticationFeature>(new HttpAuthenticationFeature { User = request.User });
        }
    }

    public FeatureCollection Features { get; } = new();

    public LambdaResponseFeature Response { get; } = new();

    public bool CanHaveBody { get; }

    public Stream Stream => _body;

    public PipeWriter Writer => _writer ??= PipeWriter.Create(_body, new StreamPipeWriterOptions(leaveOpen: true));

    public void DisableBuffering()
    {
        // the answer of a function is one piece
    }

    public Task StartAsync(CancellationToken cancellationToken = default) => Response.FireOnStartingAsync();

    public async Task CompleteAsync()
    {
        await StartAsync().ConfigureAwait(false);
        if (_writer is not null)
        {
            await _writer.FlushAsync().ConfigureAwait(false);
        }
    }

    public async Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        await StartAsync(cancellationToken).ConfigureAwait(false);
        if (_writer is not null)
        {
            await _writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        await SendFileFallback.SendFileAsync(_body, path, offset, count, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Drops what was written and answers 500.</summary>
    public void Fail()
    {
        Response.StatusCode = StatusCodes.Status500InternalServerError;
        Response.Headers.Clear();
        _body.SetLength(0);
    }

    public LambdaResponse ToResponse()
    {
        var text = IsText();
        var bytes = _body.GetBuffer().AsSpan(0, (int)_body.Length);

        return new(Response.StatusCode, Response.Headers, text ? Encoding.UTF8.GetString(bytes) : Convert.ToBase64String(bytes), !text);
    }

    public void Dispose() => _deadline.Dispose();

    /// <summary>As routing expects it: an encoded slash stays encoded, so that it does not part segments.</summary>
    private static string Decoded(string path) => Uri.UnescapeDataString(path.Replace("%2F", "%252F", StringComparison.OrdinalIgnoreCase));

    private bool IsText()
    {
        if (_body.Length == 0)
        {
            return true;
        }

        if (Response.Headers.ContentEncoding.Count > 0)
        {
            return false;
        }

        var type = Response.Headers.ContentType.ToString();
        return type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            || type.Contains("json", StringComparison.OrdinalIgnoreCase)
            || type.Contains("xml", StringComparison.OrdinalIgnoreCase)
            || type.Contains("javascript", StringComparison.OrdinalIgnoreCase)
            || type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
    }
}
