using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace TasksService.Api;

/// <summary>The body of <c>POST /tasks</c>. What it may hold is said here alone: the reader, its faults and the OpenAPI document take it from these members.</summary>
[Description("A task: when it is due, as a timestamp or relative to now, and what is called then.")]
internal sealed class CreateTaskRequest
{
    [Description("When the task is due: ISO 8601 with an offset, at most a minute in the past and at most 3653 days (10 years) ahead. Fractions are rounded up to the millisecond. Either this, or hours, minutes and seconds.")]
    public DateTimeOffset? Timestamp { get; set; }

    [Description("Hours from now. Any of hours, minutes and seconds may be given; their sum counts.")]
    [Range(0, int.MaxValue)]
    public int? Hours { get; set; }

    [Description("Minutes from now.")]
    [Range(0, int.MaxValue)]
    public int? Minutes { get; set; }

    [Description("Seconds from now.")]
    [Range(0, int.MaxValue)]
    public int? Seconds { get; set; }

    [Description("What is called when the task is due, at most 128 KiB. Without one there is nothing to call: the task just completes on time.")]
    public JsonElement? Target { get; set; }

    [Description("Who says that the task is done: the target's answer to the call (immediate, the default), or whoever gets the task token, later (callback). An activity is always answered later.")]
    public Completion? Completion { get; set; }

    [Description("How often a call is attempted, and when.")]
    public RetryRequest? Retry { get; set; }

    [Description("What one attempt may take, in seconds: 1 to 60, default 30. For a callback or an activity, the time from hand-out to answer: up to a year, default 3600.")]
    [Range(1, 31_536_000)]
    public int? TimeoutSeconds { get; set; }

    [Description("For a callback or an activity: the longest silence, in seconds, of whoever holds the task token; less than timeoutSeconds.")]
    [Range(1, 31_535_999)]
    public int? HeartbeatSeconds { get; set; }
}
