using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace TasksService.E2E.Scenarios;

/// <summary>
/// What the service promises, told once over its HTTP API and run against every way of hosting it. <c>letPass</c> lets time pass:
/// by waiting, or by moving the host's clock. <c>show</c> sees the record each time it is read.
/// </summary>
public static class TaskScenarios
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    /// <summary>How long after its time a task may complete here; the promised lateness is measured elsewhere, over many tasks.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>Due in 65 seconds: inside the short-term window, so it is in progress at once, and completes when it is due.</summary>
    public static async Task CompletesWhenDueAsync(HttpClient api, Func<TimeSpan, Task> letPass, Action<JsonElement>? show = null)
    {
        var created = await PostAsync(api, new { hours = 0, minutes = 1, seconds = 5 }, show);

        var seen = await FollowAsync(api, created, letPass, patience: TimeSpan.FromMinutes(3), show);

        Expect(seen.Statuses.Contains("IN_PROGRESS"), $"a task due in 65 s was never seen IN_PROGRESS; it went {seen}");
        ExpectCompletedOnTime(seen);
    }

    /// <summary>Due in 3 seconds: does not wait for the dispatcher's next run.</summary>
    public static async Task CompletesWithinSecondsAsync(HttpClient api, Func<TimeSpan, Task> letPass, Action<JsonElement>? show = null)
    {
        var created = await PostAsync(api, new { seconds = 3 }, show);

        ExpectCompletedOnTime(await FollowAsync(api, created, letPass, patience: TimeSpan.FromMinutes(1), show));
    }

    /// <summary>Due in 200 seconds: outside the short-term window, so it stays scheduled until a run of the dispatcher takes it up.</summary>
    public static async Task GoesByTheDispatcherAsync(HttpClient api, Func<TimeSpan, Task> letPass, Action<JsonElement>? show = null)
    {
        var created = await PostAsync(api, new { minutes = 3, seconds = 20 }, show);

        await letPass(Step);
        var early = await ReadAsync(api, created.Location, show);
        Expect(Status(early) == "SCHEDULED", $"a task due in 200 s is {Status(early)} after two seconds; it skipped the dispatcher");

        var seen = await FollowAsync(api, created, letPass, patience: TimeSpan.FromMinutes(5), show);
        Expect(seen.Statuses.Contains("IN_PROGRESS"), $"a task due in 200 s was never seen IN_PROGRESS; it went {seen}");
        ExpectCompletedOnTime(seen);
    }

    /// <summary>A timestamp in another offset is the same instant, kept in UTC; the dispatch time is two minutes before it.</summary>
    public static async Task TakesATimestampWithOffsetAsync(HttpClient api, DateTimeOffset now)
    {
        var due = now.AddDays(1).ToOffset(TimeSpan.FromMinutes(330));
        var wholeMilliseconds = due.AddTicks(-(due.Ticks % TimeSpan.TicksPerMillisecond));

        var created = await PostAsync(api, new { timestamp = $"{wholeMilliseconds:yyyy-MM-dd'T'HH:mm:ss.fffzzz}" }, show: null);

        Expect(Instant(created.Record, "timestamp") == wholeMilliseconds, $"the record's timestamp is not {wholeMilliseconds:O}: {created.Record}");
        Expect(
            created.Record.GetProperty("startExecutionAt").GetInt64() == (wholeMilliseconds - TimeSpan.FromMinutes(2)).ToUnixTimeSeconds(),
            $"startExecutionAt is not two minutes before the timestamp, in seconds: {created.Record}");
    }

    /// <summary>An <c>http</c> target is called once, not before its time, as it was asked for, with the task's id as <c>webhook-id</c>.</summary>
    public static async Task DeliversToAnHttpTargetAsync(
        HttpClient api, Func<TimeSpan, Task> letPass, WebhookReceiver receiver, Action<JsonElement>? show = null)
    {
        var target = new { type = "http", url = receiver.Url, method = "PUT", headers = new Dictionary<string, string> { ["x-order"] = "42" }, body = "pay order 42" };
        var created = await PostAsync(api, new { seconds = 4, target }, show);

        var seen = await FollowAsync(api, created, letPass, patience: TimeSpan.FromMinutes(1), show);

        ExpectCompletedOnTime(seen);
        Expect(receiver.Deliveries.Count == 1, $"the target was called {receiver.Deliveries.Count} times, not once");
        var delivery = receiver.Deliveries[0];
        Expect(delivery.ArrivedAt >= Instant(created.Record, "timestamp"), $"the target was called at {delivery.ArrivedAt:O}, before the task was due: {created.Record}");
        Expect(delivery.Method == "PUT", $"the target was called by {delivery.Method}, not PUT");
        Expect(delivery.Body == "pay order 42", $"the target got another body: {delivery.Body}");
        Expect(delivery.Headers.GetValueOrDefault("x-order") == "42", "the target did not get the header x-order");
        Expect(delivery.Headers.GetValueOrDefault("webhook-id") == created.Id, $"webhook-id is '{delivery.Headers.GetValueOrDefault("webhook-id")}', not the task's id {created.Id}");
        Expect(long.TryParse(delivery.Headers.GetValueOrDefault("webhook-timestamp"), out _), "webhook-timestamp is not a number of seconds");
    }

    /// <summary>A target that answers 503 first is called again, under the same <c>webhook-id</c>.</summary>
    /// <param name="receiver">Answers 503 to the first call and 200 from then on.</param>
    public static async Task RetriesUnderOneWebhookIdAsync(
        HttpClient api, Func<TimeSpan, Task> letPass, WebhookReceiver receiver, Action<JsonElement>? show = null)
    {
        var target = new { type = "http", url = receiver.Url };
        var created = await PostAsync(api, new { seconds = 1, target, retry = new { maxAttempts = 3, intervalSeconds = 2 } }, show);

        var seen = await FollowAsync(api, created, letPass, patience: TimeSpan.FromMinutes(1), show);

        Expect(Status(seen.Last) == "COMPLETED", $"the task did not complete after a 503 and a 200: {seen.Last}");
        Expect(seen.Last.GetProperty("attempts").GetInt32() == 2, $"the task did not need two attempts: {seen.Last}");
        Expect(receiver.Deliveries.Count == 2, $"the target was called {receiver.Deliveries.Count} times, not twice");
        Expect(receiver.Deliveries.All(delivery => delivery.Headers.GetValueOrDefault("webhook-id") == created.Id), "the two calls did not carry the task's id as webhook-id");
        Expect(receiver.Deliveries[1].ArrivedAt - receiver.Deliveries[0].ArrivedAt >= TimeSpan.FromSeconds(1.9), "the second call did not wait for the interval of 2 s");
    }

    /// <summary>A request that is wrong is refused with problem details that name the wrong member, and a task that is not there is a 404.</summary>
    public static async Task RefusesBadInputAsync(HttpClient api)
    {
        await ExpectRefusedAsync(api, """{"hours":-1}""", "hours");
        await ExpectRefusedAsync(api, """{"seconds":"soon"}""", "seconds");
        await ExpectRefusedAsync(api, """{"seconds":5,"timestamp":"2030-01-01T00:00:00Z"}""", "timestamp");
        await ExpectRefusedAsync(api, """{"timestamp":"2001-01-01T00:00:00Z"}""", "timestamp");
        await ExpectRefusedAsync(api, """{"timestamp":"2030-02-30T00:00:00Z"}""", "timestamp");
        await ExpectRefusedAsync(api, """{"seconds":5,"target":{"type":"http","url":"/relative"}}""", "url");
        await ExpectRefusedAsync(api, """{"seconds":5,"target":{"type":"http","url":"http://localhost/","headers":{"a":"b\r\nc: d"}}}""", "headers");
        await ExpectRefusedAsync(api, """{"seconds":5,"surprise":1}""", "surprise");
        await ExpectRefusedAsync(api, "{}", "timestamp");
        await ExpectRefusedAsync(api, "not json", named: "");
        await ExpectRefusedAsync(api, new string('[', 10_000), named: "");
        await ExpectRefusedAsync(api, JsonSerializer.Serialize(new { seconds = 5, target = new { type = "http", url = "http://localhost/", body = new string('x', 130 * 1024) } }), named: "", HttpStatusCode.RequestEntityTooLarge);

        using var missing = await api.GetAsync("tasks/no-such-task");
        Expect(missing.StatusCode == HttpStatusCode.NotFound, $"GET of a task that is not there gives {(int)missing.StatusCode}, not 404");
    }

    private static async Task ExpectRefusedAsync(HttpClient api, string body, string named, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await api.PostAsync("tasks", content);
        var problem = await response.Content.ReadAsStringAsync();
        var shown = body.Length > 100 ? body[..100] + "…" : body;

        Expect(response.StatusCode == status, $"{shown} gives {(int)response.StatusCode}, not {(int)status}: {problem}");
        Expect(response.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{shown} is refused without problem details: {problem}");
        Expect(problem.Contains(named, StringComparison.OrdinalIgnoreCase), $"{shown} is refused without naming '{named}': {problem}");
    }

    private static async Task<Created> PostAsync(HttpClient api, object task, Action<JsonElement>? show)
    {
        using var response = await api.PostAsJsonAsync("tasks", task);
        var text = await response.Content.ReadAsStringAsync();
        Expect(response.StatusCode == HttpStatusCode.Created, $"POST /tasks gives {(int)response.StatusCode}, not 201: {text}");
        Expect(response.Headers.Location is not null, "the 201 has no Location");

        var record = JsonSerializer.Deserialize<JsonElement>(text);
        show?.Invoke(record);
        Expect(Status(record) == "SCHEDULED", $"a task that was just created is {Status(record)}, not SCHEDULED");
        return new Created(response.Headers.Location!, record);
    }

    private static async Task<JsonElement> ReadAsync(HttpClient api, Uri location, Action<JsonElement>? show)
    {
        var record = await api.GetFromJsonAsync<JsonElement>(location);
        show?.Invoke(record);
        return record;
    }

    /// <summary>Reads the record again and again until it has ended.</summary>
    private static async Task<Way> FollowAsync(HttpClient api, Created created, Func<TimeSpan, Task> letPass, TimeSpan patience, Action<JsonElement>? show)
    {
        List<string> statuses = ["SCHEDULED"];
        for (var waited = TimeSpan.Zero; waited <= patience; waited += Step)
        {
            var record = await ReadAsync(api, created.Location, show);
            var status = Status(record);
            if (statuses[^1] != status)
            {
                statuses.Add(status);
            }

            if (status is "COMPLETED" or "FAILED" or "CANCELED")
            {
                return new Way(statuses, record);
            }

            await letPass(Step);
        }

        throw new ScenarioFailedException($"task {created.Id} has not ended after {patience}; it went {string.Join(" → ", statuses)}");
    }

    private static void ExpectCompletedOnTime(Way seen)
    {
        Expect(Status(seen.Last) == "COMPLETED", $"the task did not complete: {seen.Last}");
        var due = Instant(seen.Last, "timestamp");
        var completed = Instant(seen.Last, "completedAt");
        Expect(completed >= due, $"the task completed {(due - completed).TotalMilliseconds} ms early: {seen.Last}");
        Expect(completed - due <= Tolerance, $"the task completed {(completed - due).TotalSeconds} s late: {seen.Last}");
    }

    private static string Status(JsonElement record) => record.GetProperty("taskStatus").GetString()!;

    private static DateTimeOffset Instant(JsonElement record, string member) => record.GetProperty(member).GetDateTimeOffset();

    private static void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new ScenarioFailedException(otherwise);
        }
    }

    private sealed record Created(Uri Location, JsonElement Record)
    {
        public string Id => Record.GetProperty("id").GetString()!;
    }

    private sealed record Way(IReadOnlyList<string> Statuses, JsonElement Last)
    {
        public override string ToString() => string.Join(" → ", Statuses);
    }
}
