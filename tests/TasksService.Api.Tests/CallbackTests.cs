using System.Buffers.Text;
using System.Net;
using System.Text;

namespace TasksService.Api.Tests;

public sealed class CallbackTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_success_passes_the_body_on_as_the_output()
    {
        var token = NewToken();

        Assert.Equal(HttpStatusCode.NoContent, (await AnswerAsync(token, "success", """{"pizza":"ready"}""")).StatusCode);

        Assert.Contains($$"""success {{token}} {"pizza":"ready"}""", host.Tokens.Answers);
    }

    [Fact]
    public async Task A_success_without_a_body_has_the_output_null()
    {
        var token = NewToken();

        Assert.Equal(HttpStatusCode.NoContent, (await AnswerAsync(token, "success", "")).StatusCode);

        Assert.Contains($"success {token} null", host.Tokens.Answers);
    }

    [Fact]
    public async Task A_failure_passes_error_and_cause_on()
    {
        var token = NewToken();

        Assert.Equal(HttpStatusCode.NoContent, (await AnswerAsync(token, "failure", """{"error":"OvenBroken","cause":"no fire"}""")).StatusCode);

        Assert.Contains($"failure {token} OvenBroken no fire", host.Tokens.Answers);
    }

    [Fact]
    public async Task A_heartbeat_is_passed_on_and_leaves_the_token_open()
    {
        var token = NewToken();

        Assert.Equal(HttpStatusCode.NoContent, (await AnswerAsync(token, "heartbeat", "")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await AnswerAsync(token, "heartbeat", "")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await AnswerAsync(token, "success", "1")).StatusCode);
    }

    [Theory]
    [InlineData("success")]
    [InlineData("failure")]
    [InlineData("heartbeat")]
    public async Task A_second_answer_is_told_that_the_task_is_gone(string answer)
    {
        var token = NewToken();
        await AnswerAsync(token, "success", "1");

        Assert.Equal(HttpStatusCode.Gone, (await AnswerAsync(token, answer, "{}")).StatusCode);
    }

    [Theory]
    [InlineData("bm9ib2R5")]
    [InlineData("no*base64url")]
    public async Task An_unknown_token_is_not_found(string token)
    {
        var answer = await host.PostAsync("1", $"/callbacks/{token}/success");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task An_output_over_128_KiB_is_too_large_and_the_token_stays_open()
    {
        var token = NewToken();

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await AnswerAsync(token, "success", $"\"{new string('x', 128 * 1024)}\"")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await AnswerAsync(token, "success", $"\"{new string('x', (128 * 1024) - 2)}\"")).StatusCode);
    }

    [Theory]
    [InlineData("success", "{")]
    [InlineData("failure", "{")]
    [InlineData("failure", "[]")]
    [InlineData("failure", """{"error":7}""")]
    [InlineData("failure", """{"reason":"typo"}""")]
    public async Task A_body_that_says_nothing_clear_is_refused_and_the_token_stays_open(string answer, string body)
    {
        var token = NewToken();

        Assert.Equal(HttpStatusCode.BadRequest, (await AnswerAsync(token, answer, body)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await AnswerAsync(token, "heartbeat", "")).StatusCode);
    }

    [Fact]
    public async Task An_error_or_cause_longer_than_Step_Functions_takes_is_named()
    {
        var token = NewToken();

        var refusal = await AnswerAsync(token, "failure", $$"""{"error":"{{new string('e', 257)}}","cause":"{{new string('c', 32_769)}}"}""");

        Assert.Equal(HttpStatusCode.BadRequest, refusal.StatusCode);
        var errors = (await ApiHost.JsonOfAsync(refusal)).GetProperty("errors");
        Assert.True(errors.TryGetProperty("error", out _));
        Assert.True(errors.TryGetProperty("cause", out _));
    }

    [Theory]
    [InlineData("""{"seconds":5,"completion":"callback"}""", "completion")]
    [InlineData("""{"seconds":5,"completion":"immediate","target":{"type":"activity"}}""", "completion")]
    [InlineData("""{"seconds":5,"target":{"type":"http","url":"http://x/"},"timeoutSeconds":61}""", "timeoutSeconds")]
    [InlineData("""{"seconds":5,"target":{"type":"http","url":"http://x/"},"heartbeatSeconds":5}""", "heartbeatSeconds")]
    [InlineData("""{"seconds":5,"target":{"type":"activity"},"timeoutSeconds":60,"heartbeatSeconds":60}""", "heartbeatSeconds")]
    [InlineData("""{"seconds":5,"target":{"type":"activity"},"timeoutSeconds":31536001}""", "timeoutSeconds")]
    public async Task A_task_whose_answer_could_not_be_waited_for_is_refused(string body, string member)
    {
        var refusal = await host.PostAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, refusal.StatusCode);
        Assert.True((await ApiHost.JsonOfAsync(refusal)).GetProperty("errors").TryGetProperty(member, out _));
    }

    [Theory]
    [InlineData("""{"seconds":5,"completion":"callback","target":{"type":"http","url":"http://x/"}}""", 3600)]
    [InlineData("""{"seconds":5,"target":{"type":"activity","input":{"video":7}}}""", 3600)]
    [InlineData("""{"seconds":5,"target":{"type":"activity"},"timeoutSeconds":86400,"heartbeatSeconds":60}""", 86_400)]
    public async Task A_task_that_is_answered_later_has_an_hour_unless_it_asks_for_another_time(string body, int timeoutSeconds)
    {
        var created = await ApiHost.JsonOfAsync(await host.PostAsync(body));

        Assert.Equal("callback", created.GetProperty("completion").GetString());
        Assert.Equal(timeoutSeconds, created.GetProperty("timeoutSeconds").GetInt32());
    }

    private string NewToken()
    {
        var token = $"token-{Guid.NewGuid():N}";
        host.Tokens.Add(token);
        return token;
    }

    private Task<HttpResponseMessage> AnswerAsync(string token, string answer, string body) =>
        host.PostAsync(body, $"/callbacks/{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(token))}/{answer}");
}
