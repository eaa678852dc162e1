using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TasksService.Targets;

/// <summary>The <c>target</c> member of a task that calls over HTTP.</summary>
[Description("An HTTP request. A 2xx answer completes the task; 408, 425, 429, 5xx and network errors are tried again; any other answer fails it.")]
internal sealed class HttpTargetSettings
{
    [JsonRequired]
    [Description("http")]
    public string Type { get; set; } = "";

    [JsonRequired]
    [Description("An absolute http or https URL.")]
    public string Url { get; set; } = "";

    [Description("Default POST.")]
    public HttpTargetMethod? Method { get; set; }

    [Description("Sent with the request. Headers that begin with webhook- or task-, and those of the connection itself are not the caller's to set.")]
    public Dictionary<string, string>? Headers { get; set; }

    [Description("A string is sent as it is (text/plain), anything else as its JSON text (application/json), unless a Content-Type header says otherwise. Without one the request has no body.")]
    public JsonElement? Body { get; set; }
}
