using System.Net;
using System.Text;
using System.Text.Json;

namespace TasksService.Api.Tests;

public sealed class RefusedTaskTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("""{}""", "timestamp")]
    [InlineData("""{"timestamp":null}""", "timestamp")]
    [InlineData("""{"timestamp":"2026-03-01T13:00:00Z","hours":1}""", "timestamp")]
    [InlineData("""{"timestamp":"2026-03-01T13:00:00"}""", "timestamp")]
    [InlineData("""{"timestamp":"2026-03-01"}""", "timestamp")]
    [InlineData("""{"timestamp":"2026-02-30T13:00:00Z"}""", "timestamp")]
    [InlineData("""{"timestamp":"2026-03-01T25:00:00Z"}""", "timestamp")]
    [InlineData("""{"timestamp":"tomorrow"}""", "timestamp")]
    [InlineData("""{"timestamp":1772370000}""", "timestamp")]
    [InlineData("""{"timestamp":"2026-03-01T11:58:59.999Z"}""", "timestamp")]
    [InlineData("""{"timestamp":"2036-03-02T12:00:00Z"}""", "timestamp")]
    [InlineData("""{"timestamp":"9999-12-31T23:59:59.9999999Z"}""", "timestamp")]
    [InlineData("""{"hours":-1}""", "hours")]
    [InlineData("""{"hours":1.5}""", "hours")]
    [InlineData("""{"hours":"1"}""", "hours")]
    [InlineData("""{"hours":2147483647,"minutes":2147483647,"seconds":2147483647}""", "hours")]
    [InlineData("""{"hours":99999999999}""", "hours")]
    [InlineData("""{"seconds":1,"seconds":2}""", "seconds")]
    [InlineData("""{"seconds":1,"second":2}""", "second")]
    [InlineData("""{"seconds":1,"Seconds":2}""", "Seconds")]
    [InlineData("""{"seconds":1,"completion":"callback"}""", "completion")]
    [InlineData("""{"seconds":1,"completion":0}""", "completion")]
    [InlineData("""{"seconds":1,"timeoutSeconds":0}""", "timeoutSeconds")]
    [InlineData("""{"seconds":1,"timeoutSeconds":61}""", "timeoutSeconds")]
    [InlineData("""{"seconds":1,"retry":[]}""", "retry")]
    [InlineData("""{"seconds":1,"retry":{"maxAttempts":0}}""", "retry.maxAttempts")]
    [InlineData("""{"seconds":1,"retry":{"maxAttempts":101}}""", "retry.maxAttempts")]
    [InlineData("""{"seconds":1,"retry":{"intervalSeconds":86401}}""", "retry.intervalSeconds")]
    [InlineData("""{"seconds":1,"retry":{"backoffRate":0.5}}""", "retry.backoffRate")]
    [InlineData("""{"seconds":1,"retry":{"backoffRate":1e999}}""", "retry.backoffRate")]
    [InlineData("""{"seconds":1,"retry":{"backoffRate":"NaN"}}""", "retry.backoffRate")]
    [InlineData("""{"seconds":1,"retry":{"maxIntervalSeconds":2592001}}""", "retry.maxIntervalSeconds")]
    [InlineData("""{"seconds":1,"retry":{"intervalSeconds":10,"maxIntervalSeconds":5}}""", "retry.maxIntervalSeconds")]
    [InlineData("""{"seconds":1,"retry":{"jitter":"SOME"}}""", "retry.jitter")]
    [InlineData("""{"seconds":1,"retry":{"attempts":1}}""", "retry.attempts")]
    [InlineData("""{"seconds":1,"target":"http"}""", "target")]
    [InlineData("""{"seconds":1,"target":{}}""", "target.type")]
    [InlineData("""{"seconds":1,"target":{"type":"ftp"}}""", "target.type")]
    [InlineData("""{"seconds":1,"target":{"type":1}}""", "target.type")]
    [InlineData("""{"seconds":1,"target":{"type":"http"}}""", "target.url")]
    [InlineData("""{"seconds":1,"target":{"type":"http","url":null}}""", "target.url")]
    [InlineData("""{"seconds":1,"target":{"type":"http","url":1}}""", "target.url")]
    [InlineData("""{"seconds":1,"target":{"type":"http","url":"/relative"}}""", "target.url")]
    [InlineData("""{"seconds":1,"target":{"type":"http","url":"ftp://example.com"}}""", "target.url")]
    [InlineData("""{"seconds":1,"target":{"type":"http","url":"https://me:secret@example.com"}}""", "target.url")]
    [InlineData("""{"seconds":1,"target":{"type":"http","url":"https://example.com","method":"BREW"}}""", "target.method")]
    [InlineData("""{"seconds":1,"target":{"type":"http","url":"https://example.com","headers":{"X-A":"a\r\nX-B: b"}}}""", "target.headers.X-A")]
    [InlineData("""{"seconds":1,"target":{"type":"http","url":"https://example.com","headers":{"X A":"a"}}}""", "target.headers.X A")]
    [InlineData("""{"seconds":1,"target":{"type":"http","url":"https://example.com","headers":{"X-A":1}}}""", "target.headers.X-A")]
    [InlineData("""{"seconds":1,"target":{"type":"http","url":"https://example.com","headers":{"X-A":null}}}""", "target.headers.X-A")]
    [InlineData("""{"seconds":1,"target":{"type":"http","url":"https://example.com","headers":{"webhook-id":"1"}}}""", "target.headers.webhook-id")]
    [InlineData("""{"seconds":1,"target":{"type":"http","url":"https://example.com","headers":{"content-length":"1"}}}""", "target.headers.content-length")]
    [InlineData("""{"seconds":1,"target":{"type":"http","url":"https://example.com","headers":[]}}""", "target.headers")]
    [InlineData("""{"seconds":1,"target":{"type":"http","url":"https://example.com","body":"\ud800"}}""", "target.body")]
    [InlineData("""{"seconds":1,"target":{"type":"http","url":"https://example.com","body":{"a":1,"a":2}}}""", "target.body.a")]
    [InlineData("""{"seconds":1,"target":{"type":"http","url":"https://example.com","payload":1}}""", "target.payload")]
    [InlineData("""{"seconds":1,"target":{"\ud800":1,"type":"http","url":"https://example.com"}}""", """target.\ud800""")]
    [InlineData("""{"seconds":1,"\ud800":1}""", """\ud800""")]
    public async Task What_is_wrong_is_named_and_nothing_is_stored(string body, string member)
    {
        var before = api.Store.Count;

        using var response = await api.PostAsync(body);

        var problem = await ProblemOfAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal([member], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.NotEmpty(problem.GetProperty("errors").GetProperty(member)[0].GetString()!);
        Assert.Equal(before, api.Store.Count);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_named_at_once()
    {
        using var response = await api.PostAsync("""
            {"timestamp":5,"hours":-1,"minutes":"x","when":1,"completion":"later","timeoutSeconds":90,
             "retry":{"maxAttempts":"many","backoffRate":11,"jitter":7},
             "target":{"type":"http","url":"nowhere","method":3,"headers":{"Host":"x","X-A":{}},"extra":true,"extra":true}}
            """);

        var problem = await ProblemOfAsync(response, HttpStatusCode.BadRequest);
        string[] wrong =
        [
            "completion", "hours", "minutes", "retry.backoffRate", "retry.jitter", "retry.maxAttempts", "target.extra", "target.headers.X-A",
            "target.method", "target.url", "timeoutSeconds", "timestamp", "when",
        ];
        Assert.Equal(wrong, problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["must be a whole number from 0 to 2147483647"], problem.GetProperty("errors").GetProperty("minutes").EnumerateArray().Select(text => text.GetString()!));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("""{"hours":1}}""")]
    [InlineData("""{"hours":NaN}""")]
    [InlineData("hours=1")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"hours\"")]
    public async Task A_body_that_is_not_a_json_object_is_refused(string body)
    {
        var before = api.Store.Count;

        using var response = await api.PostAsync(body);

        var problem = await ProblemOfAsync(response, HttpStatusCode.BadRequest);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.Equal(before, api.Store.Count);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("""{"a":""", "}")]
    public async Task Ten_thousand_levels_of_nesting_are_refused(string open, string close)
    {
        var nested = string.Concat(Enumerable.Repeat(open, 10_000)) + "1" + string.Concat(Enumerable.Repeat(close, 10_000));

        using var response = await api.PostAsync($$$"""{"seconds":1,"target":{"type":"http","url":"https://example.com","body":{{{nested}}}}}""");

        await ProblemOfAsync(response, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_body_that_is_not_utf_8_is_refused()
    {
        using var response = await api.PostAsync([.. "{\"hours\":1,\"target\":{\"type\":\"http\",\"url\":\"https://example.com/"u8, 0xff, .. "\"}}"u8]);

        await ProblemOfAsync(response, HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData(256 * 1024)]
    [InlineData(10 * 1024 * 1024)]
    public async Task A_body_over_256_KiB_is_too_large_with_or_without_its_length(int padding)
    {
        var before = api.Store.Count;
        var body = Encoding.UTF8.GetBytes($$"""{"seconds":1{{new string(' ', padding)}}}""");

        using var withLength = await api.PostAsync(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/tasks")
        {
            Content = new StreamContent(new MemoryStream(body)) { Headers = { ContentType = new("application/json") } },
            Headers = { TransferEncodingChunked = true },
        };
        using var inChunks = await api.Http.SendAsync(request);

        await ProblemOfAsync(withLength, HttpStatusCode.RequestEntityTooLarge);
        await ProblemOfAsync(inChunks, HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal(before, api.Store.Count);
    }

    [Theory]
    [InlineData(0, HttpStatusCode.Created)]
    [InlineData(1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_target_over_128_KiB_is_too_large(int over, HttpStatusCode status)
    {
        const string Empty = """{"type":"http","url":"https://example.com","body":""}""";
        var target = Empty.Replace("\"\"", $"\"{new string('x', (128 * 1024) - Empty.Length + over)}\"", StringComparison.Ordinal);

        using var response = await api.PostAsync($$"""{"seconds":1,"target":{{target}}}""");

        Assert.Equal(status, response.StatusCode);
        if (over > 0)
        {
            Assert.True((await ApiHost.JsonOfAsync(response)).GetProperty("errors").TryGetProperty("target", out _));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    public async Task Another_content_type_is_refused(string? contentType)
    {
        var before = api.Store.Count;

        using var response = await api.PostAsync("""{"hours":1}""", contentType: contentType);

        await ProblemOfAsync(response, HttpStatusCode.UnsupportedMediaType);
        Assert.Equal(before, api.Store.Count);
    }

    [Theory]
    [InlineData("GET", "/tasks/0195f0a8-0000-7000-8000-000000000000", HttpStatusCode.NotFound)]
    [InlineData("GET", "/tasks/nobody", HttpStatusCode.NotFound)]
    [InlineData("GET", "/tasks/%2F..", HttpStatusCode.NotFound)]
    [InlineData("GET", "/elsewhere", HttpStatusCode.NotFound)]
    [InlineData("GET", "/tasks", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/health", HttpStatusCode.MethodNotAllowed)]
    public async Task An_unknown_task_route_or_method_is_answered_with_problem_details(string method, string path, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Accept.ParseAdd("text/html");

        using var response = await api.Http.SendAsync(request);

        await ProblemOfAsync(response, status);
    }

    [Fact]
    public async Task A_store_that_fails_is_a_500_that_tells_nothing_of_its_inside()
    {
        api.Store.FailNextWriteWith = new IOException("disk /dev/sda1 is full");

        using var response = await api.PostAsync("""{"hours":1}""");

        var problem = await ProblemOfAsync(response, HttpStatusCode.InternalServerError);
        Assert.DoesNotContain("sda1", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_says_whether_the_store_answers()
    {
        using var healthy = await api.Http.GetAsync(new Uri("/health", UriKind.Relative));
        api.Store.FailNextFindWith = new IOException("disk /dev/sda1 is gone");
        using var unhealthy = await api.Http.GetAsync(new Uri("/health", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, healthy.StatusCode);
        var problem = await ProblemOfAsync(unhealthy, HttpStatusCode.ServiceUnavailable);
        Assert.DoesNotContain("sda1", problem.GetRawText(), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> ProblemOfAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await ApiHost.JsonOfAsync(response);
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        return problem;
    }
}
