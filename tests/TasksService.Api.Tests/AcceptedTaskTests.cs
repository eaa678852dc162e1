using System.Net;
using System.Text.Json;

namespace TasksService.Api.Tests;

public sealed class AcceptedTaskTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_task_is_answered_with_its_record_and_where_to_find_it()
    {
        using var response = await api.PostAsync("""
            {"timestamp":"2026-03-01T14:00:00.5+01:00","target":{"type":"http","url":"https://example.com/hook","body":{"n":1.50}},"retry":{"maxAttempts":5,"jitter":"FULL"},"timeoutSeconds":10}
            """);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        var task = await ApiHost.JsonOfAsync(response);
        Assert.Equal($"/tasks/{task.GetProperty("id").GetString()}", response.Headers.Location!.ToString());
        Assert.Equal("2026-03-01T13:00:00.500Z", task.GetProperty("timestamp").GetString());
        Assert.Equal(DateTimeOffset.Parse("2026-03-01T12:58:00Z", null).ToUnixTimeSeconds(), task.GetProperty("startExecutionAt").GetInt64());
        Assert.Equal("SCHEDULED", task.GetProperty("taskStatus").GetString());
        Assert.Equal("2026-03-01T12:00:00.000Z", task.GetProperty("createdAt").GetString());
        Assert.Equal("2026-03-01T12:00:00.000Z", task.GetProperty("lastUpdatedAt").GetString());
        Assert.Equal(1, task.GetProperty("revision").GetInt32());
        Assert.Equal(0, task.GetProperty("attempts").GetInt32());
        Assert.Equal("immediate", task.GetProperty("completion").GetString());
        Assert.Equal(10, task.GetProperty("timeoutSeconds").GetInt32());
        Assert.Equal("""{"type":"http","url":"https://example.com/hook","body":{"n":1.50}}""", task.GetProperty("target").GetRawText());
        Assert.Equal("""{"maxAttempts":5,"intervalSeconds":5,"backoffRate":2,"maxIntervalSeconds":3600,"jitter":"FULL"}""", task.GetProperty("retry").GetRawText());
        Assert.False(task.TryGetProperty("output", out _));

        using var found = await api.Http.GetAsync(response.Headers.Location);
        Assert.Equal(HttpStatusCode.OK, found.StatusCode);
        Assert.Equal(task.GetRawText(), (await ApiHost.JsonOfAsync(found)).GetRawText());
    }

    [Fact]
    public async Task The_location_is_right_under_a_path_base()
    {
        using var response = await api.PostAsync("""{"hours":1}""", "/stage/tasks");

        Assert.StartsWith("/stage/tasks/", response.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var found = await api.Http.GetAsync(response.Headers.Location);
        Assert.Equal(HttpStatusCode.OK, found.StatusCode);
    }

    [Theory]
    [InlineData("""{"hours":0,"minutes":1,"seconds":5}""", "2026-03-01T12:01:05.000Z")]
    [InlineData("""{"seconds":0}""", "2026-03-01T12:00:00.000Z")]
    [InlineData("""{"minutes":90}""", "2026-03-01T13:30:00.000Z")]
    [InlineData("""{"timestamp":"2026-03-01T11:59:00Z"}""", "2026-03-01T11:59:00.000Z")]
    [InlineData("""{"timestamp":"2026-03-01T13:00:00.0001Z"}""", "2026-03-01T13:00:00.001Z")]
    [InlineData("""{"timestamp":"2026-03-01T13:00:00.00000001Z"}""", "2026-03-01T13:00:00.001Z")]
    [InlineData("""{"timestamp":"2026-03-01T13:00:00.001000000Z"}""", "2026-03-01T13:00:00.001Z")]
    [InlineData("""{"timestamp":"2026-03-01T08:00:00-05:00"}""", "2026-03-01T13:00:00.000Z")]
    [InlineData("""{"timestamp":"2026-03-01T13:00:00Z","hours":null,"target":null}""", "2026-03-01T13:00:00.000Z")]
    public async Task A_task_is_due_when_it_says_and_never_earlier(string body, string timestamp)
    {
        using var response = await api.PostAsync(body);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(timestamp, (await ApiHost.JsonOfAsync(response)).GetProperty("timestamp").GetString());
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON")]
    [InlineData("application/json; charset=\"UTF-8\"")]
    [InlineData("application/vnd.example+json")]
    public async Task Json_may_be_called_by_any_of_its_names(string contentType)
    {
        using var response = await api.PostAsync("""{"hours":1}""", contentType: contentType);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Fact]
    public async Task An_interval_longer_than_the_usual_longest_is_kept()
    {
        using var response = await api.PostAsync("""{"hours":1,"retry":{"intervalSeconds":86400}}""");

        var retry = (await ApiHost.JsonOfAsync(response)).GetProperty("retry");
        Assert.Equal(86_400, retry.GetProperty("maxIntervalSeconds").GetInt32());
    }

    [Fact]
    public async Task What_an_ended_task_says_is_told_as_json()
    {
        using var response = await api.PostAsync("""{"seconds":1}""");
        var id = (await ApiHost.JsonOfAsync(response)).GetProperty("id").GetString()!;
        var now = api.Clock.GetUtcNow();
        var started = (await api.Store.TryStartAsync(id, 1, now, now, default))!;
        await api.Store.RecordAsync(started, started.Complete("""{"statusCode":200}""", truncated: true, now, TimeSpan.FromDays(1)), null, default);

        using var found = await api.Http.GetAsync(response.Headers.Location);

        var task = await ApiHost.JsonOfAsync(found);
        Assert.Equal("COMPLETED", task.GetProperty("taskStatus").GetString());
        Assert.Equal(JsonValueKind.Object, task.GetProperty("output").ValueKind);
        Assert.True(task.GetProperty("outputTruncated").GetBoolean());
        Assert.Equal("2026-03-01T12:00:00.000Z", task.GetProperty("completedAt").GetString());
        Assert.Equal(1, task.GetProperty("attempts").GetInt32());
    }
}
