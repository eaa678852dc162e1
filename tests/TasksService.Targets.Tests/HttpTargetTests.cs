using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace TasksService.Targets.Tests;

public sealed class HttpTargetTests : IAsyncLifetime
{
    private readonly Receiver receiver = new();

    public Task InitializeAsync() => receiver.InitializeAsync();

    public Task DisposeAsync() => receiver.DisposeAsync();

    [Fact]
    public async Task A_call_is_a_post_without_a_body_unless_the_task_says_otherwise()
    {
        await receiver.CallAsync();

        var request = await receiver.ReceivedAsync();
        Assert.Equal(("POST", "/hook?a=1", ""), (request.Method, request.PathAndQuery, request.Body));
        Assert.Equal("0", request.Headers["Content-Length"]);
        Assert.DoesNotContain("Content-Type", request.Headers.Keys);
        Assert.Equal("TasksService", request.Headers["User-Agent"]);
    }

    [Theory]
    [InlineData("\"plain ä\"", "text/plain; charset=utf-8", "plain ä")]
    [InlineData("{\"n\": 1.50}", "application/json; charset=utf-8", "{\"n\": 1.50}")]
    [InlineData("[1,null]", "application/json; charset=utf-8", "[1,null]")]
    [InlineData("false", "application/json; charset=utf-8", "false")]
    public async Task A_body_arrives_as_the_task_gives_it(string body, string contentType, string arrives)
    {
        await receiver.CallAsync($",\"body\":{body}");

        var request = await receiver.ReceivedAsync();
        Assert.Equal((contentType, arrives), (request.Headers["Content-Type"], request.Body));
    }

    [Fact]
    public async Task Method_and_headers_are_the_tasks_own()
    {
        await receiver.CallAsync(""","method":"PUT","headers":{"X-A":"b c","content-type":"text/csv","User-Agent":"mine"},"body":"1;2" """);

        var request = await receiver.ReceivedAsync();
        Assert.Equal("PUT", request.Method);
        Assert.Equal("b c", request.Headers["X-A"]);
        Assert.Equal("text/csv", request.Headers["Content-Type"]);
        Assert.Equal("mine", request.Headers["User-Agent"]);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task Every_standard_method_can_be_called(string method)
    {
        Assert.IsType<TargetOutcome.Succeeded>(await receiver.CallAsync($",\"method\":\"{method}\""));

        Assert.Equal(method, (await receiver.ReceivedAsync()).Method);
    }

    [Fact]
    public async Task Every_delivery_carries_the_same_id_and_the_time_of_its_attempt()
    {
        await receiver.CallAsync();
        receiver.Clock.Advance(TimeSpan.FromSeconds(7.9));
        await receiver.CallAsync(attempts: 1);

        var (first, second) = (await receiver.ReceivedAsync(), await receiver.ReceivedAsync());
        Assert.Equal("0195f0a8-0000-7000-8000-000000000000", first.Headers["webhook-id"]);
        Assert.Equal(first.Headers["webhook-id"], second.Headers["webhook-id"]);
        var time = long.Parse(first.Headers["webhook-timestamp"], CultureInfo.InvariantCulture);
        Assert.Equal(receiver.Clock.GetUtcNow().AddSeconds(-7.9).ToUnixTimeSeconds(), time);
        Assert.Equal((time + 7).ToString(CultureInfo.InvariantCulture), second.Headers["webhook-timestamp"]);
    }

    [Theory]
    [InlineData(200, "", """{"statusCode":200}""")]
    [InlineData(202, "{\"ok\":true}", "{\"statusCode\":202,\"body\":\"{\\u0022ok\\u0022:true}\"}")]
    [InlineData(204, "", """{"statusCode":204}""")]
    public async Task A_2xx_answer_succeeds_with_its_status_and_body(int status, string body, string output)
    {
        Answer(status, body);

        Assert.Equal(new TargetOutcome.Succeeded(output), await receiver.CallAsync());
    }

    [Theory]
    [InlineData(16 * 1024, 16 * 1024, false)]
    [InlineData((16 * 1024) + 1, 16 * 1024, true)]
    public async Task A_long_answer_is_cut_and_says_so(int sent, int kept, bool isTruncated)
    {
        Answer(200, new string('x', sent));

        var outcome = Assert.IsType<TargetOutcome.Succeeded>(await receiver.CallAsync());

        Assert.Equal(isTruncated, outcome.Truncated);
        Assert.Equal(new string('x', kept), BodyOf(outcome));
    }

    [Fact]
    public async Task A_character_that_the_limit_cuts_in_two_is_left_out()
    {
        Answer(200, new string('x', (16 * 1024) - 1) + "ä");

        var outcome = Assert.IsType<TargetOutcome.Succeeded>(await receiver.CallAsync());

        Assert.True(outcome.Truncated);
        Assert.Equal(new string('x', (16 * 1024) - 1), BodyOf(outcome));
    }

    [Fact]
    public async Task The_worst_answer_still_fits_into_an_output()
    {
        receiver.Answer = context => context.Response.Body.WriteAsync(new byte[16 * 1024]).AsTask();
        var zeros = Assert.IsType<TargetOutcome.Succeeded>(await receiver.CallAsync());
        receiver.Answer = context => context.Response.Body.WriteAsync(Enumerable.Repeat((byte)0xff, 16 * 1024).ToArray()).AsTask();
        var noText = Assert.IsType<TargetOutcome.Succeeded>(await receiver.CallAsync());

        Assert.True(Encoding.UTF8.GetByteCount(zeros.Output!) < 128 * 1024);
        Assert.True(Encoding.UTF8.GetByteCount(noText.Output!) < 128 * 1024);
    }

    [Fact]
    public async Task An_answer_that_never_ends_is_read_only_as_far_as_it_is_kept()
    {
        receiver.Answer = async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(new byte[4096], context.RequestAborted);
            }
        };

        Assert.True(Assert.IsType<TargetOutcome.Succeeded>(await receiver.CallAsync()).Truncated);
    }

    [Theory]
    [InlineData(408, true)]
    [InlineData(425, true)]
    [InlineData(429, true)]
    [InlineData(500, true)]
    [InlineData(503, true)]
    [InlineData(302, false)]
    [InlineData(400, false)]
    [InlineData(404, false)]
    [InlineData(410, false)]
    public async Task Any_other_answer_fails_and_says_whether_to_try_again(int status, bool isRetryable)
    {
        Answer(status, "because");

        Assert.Equal(new TargetOutcome.Failed($"Http.{status}", "because", isRetryable), await receiver.CallAsync());
    }

    [Fact]
    public async Task An_answer_without_a_body_is_told_by_its_phrase()
    {
        Answer(503, "");

        Assert.Equal(new TargetOutcome.Failed("Http.503", "Service Unavailable", IsRetryable: true), await receiver.CallAsync());
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        receiver.Answer = context =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        };

        Assert.Equal("Http.302", Assert.IsType<TargetOutcome.Failed>(await receiver.CallAsync()).Error);

        await receiver.ReceivedAsync();
        Assert.Equal(0, receiver.Waiting);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Sun, 01 Mar 2026 12:01:30 GMT", 90)]
    public async Task The_wait_that_the_target_asks_for_is_passed_on(string retryAfter, int seconds)
    {
        receiver.Answer = context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = retryAfter;
            return Task.CompletedTask;
        };

        Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.IsType<TargetOutcome.Failed>(await receiver.CallAsync()).RetryAfter);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-5")]
    [InlineData("Sun, 01 Mar 2026 11:00:00 GMT")]
    public async Task A_wait_that_makes_no_sense_is_none(string retryAfter)
    {
        receiver.Answer = context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = retryAfter;
            return Task.CompletedTask;
        };

        Assert.Null(Assert.IsType<TargetOutcome.Failed>(await receiver.CallAsync()).RetryAfter);
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_worth_another_attempt()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var failed = Assert.IsType<TargetOutcome.Failed>(await receiver.CallAsync(url: $"http://127.0.0.1:{port}/"));

        Assert.Equal(("Http.ConnectionError", true), (failed.Error, failed.IsRetryable));
        Assert.NotEmpty(failed.Cause!);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_worth_another_attempt()
    {
        receiver.Answer = async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.Body.WriteAsync(new byte[10]);
            await context.Response.Body.FlushAsync();
            context.Abort();
        };

        Assert.True(Assert.IsType<TargetOutcome.Failed>(await receiver.CallAsync()).IsRetryable);
    }

    [Fact]
    public async Task A_call_ends_when_its_time_is_over()
    {
        using var timeout = new CancellationTokenSource();
        receiver.Answer = async context =>
        {
            await timeout.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiver.CallAsync(cancellationToken: timeout.Token));
    }

    [Fact]
    public async Task Many_calls_at_one_instant_share_few_connections()
    {
        var connections = new System.Collections.Concurrent.ConcurrentDictionary<string, bool>();
        receiver.Answer = context =>
        {
            connections[context.Features.Get<IHttpConnectionFeature>()!.ConnectionId] = true;
            return Task.CompletedTask;
        };

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 2_000).Select(_ => receiver.CallAsync()));

        Assert.All(outcomes, outcome => Assert.IsType<TargetOutcome.Succeeded>(outcome));
        Assert.InRange(connections.Count, 1, 256);
    }

    private void Answer(int status, string body) => receiver.Answer = context =>
    {
        context.Response.StatusCode = status;
        return body.Length == 0 ? Task.CompletedTask : context.Response.WriteAsync(body);
    };

    private static string? BodyOf(TargetOutcome.Succeeded outcome) =>
        JsonDocument.Parse(outcome.Output!).RootElement.GetProperty("body").GetString();
}
