using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using TasksService.ActivityWorker;

namespace TasksService.ActivityPoller;

/// <summary>
/// Posts each task to a URL. 2xx: the body is the output. 202: the worker took it and answers with the token itself.
/// Anything else fails the task, and the state's Retry decides: the error is <c>Http.503</c> or, without an answer, the exception's name.
/// </summary>
public sealed class HttpWorker(Uri url, HttpClient http)
{
    public async Task<TaskAnswer?> RunAsync(ActivityTask task, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(WorkerEvent.Write(task)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var response = await http.PostAsync(url, content, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Accepted)
        {
            return null;
        }

        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? TaskAnswer.Succeed(AsJson(body))
            : TaskAnswer.Fail($"Http.{(int)response.StatusCode}", body.Length > 0 ? body : response.ReasonPhrase ?? "");
    }

    /// <summary>An output must be JSON: an empty body becomes <c>{}</c>, plain text a JSON string.</summary>
    private static string AsJson(string body)
    {
        if (string.IsNullOrWhiteSpace(body))
        {
            return "{}";
        }

        try
        {
            using var _ = JsonDocument.Parse(body);
            return body;
        }
        catch (JsonException)
        {
            return JsonValue.Create(body).ToJsonString();
        }
    }
}
