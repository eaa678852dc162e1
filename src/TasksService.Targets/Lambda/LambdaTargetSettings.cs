using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TasksService.Targets;

/// <summary>The <c>target</c> member of a task that calls a Lambda function.</summary>
[Description("A call of a Lambda function. Its answer is the task's output; an error of the function is a failed attempt, which is tried again.")]
internal sealed class LambdaTargetSettings
{
    [JsonRequired]
    [Description("lambda")]
    public string Type { get; set; } = "";

    [JsonRequired]
    [Description("The function's name or ARN, with a version or alias after a colon if wanted.")]
    public string FunctionName { get; set; } = "";

    [Description("The event that the function gets; default {}. With completion by callback it is wrapped: {\"taskToken\": …, \"input\": …}.")]
    public JsonElement? Payload { get; set; }
}
