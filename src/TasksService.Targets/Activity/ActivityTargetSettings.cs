using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TasksService.Targets;

/// <summary>The <c>target</c> member of a task that a worker polls for.</summary>
[Description("Nothing is called: an external worker polls the stack's activity (GetActivityTask) and answers with the task token.")]
internal sealed class ActivityTargetSettings
{
    [JsonRequired]
    [Description("activity")]
    public string Type { get; set; } = "";

    [Description("What the worker gets. Default {}.")]
    public JsonElement? Input { get; set; }
}
