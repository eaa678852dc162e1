using System.ComponentModel;

namespace TasksService.Api;

/// <summary>The body of <c>POST /callbacks/{token}/failure</c>; the sizes are those of SendTaskFailure.</summary>
[Description("Why the task failed. May be left out.")]
internal sealed class FailureRequest
{
    [Description("The error in one word, at most 256 characters.")]
    public string? Error { get; set; }

    [Description("The error in full, at most 32768 characters.")]
    public string? Cause { get; set; }
}
