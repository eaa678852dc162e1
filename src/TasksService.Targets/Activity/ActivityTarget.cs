using System.Text.Json.Serialization.Metadata;

namespace TasksService.Targets;

/// <summary>A task that workers poll for. The callback definition offers it to them; nobody calls it.</summary>
internal sealed class ActivityTarget : ITarget
{
    public string Type => TaskTarget.Activity;

    public JsonTypeInfo Shape => ActivityTargetJson.Default.ActivityTargetSettings;

    public IEnumerable<TargetFault> Validate(object settings) => [];

    public Task<TargetOutcome> CallAsync(TargetCall call, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"Task '{call.Task.Id}' is an activity: it is polled for, not called.");
}
