using TasksService.StatesLanguage;

namespace TasksService.StatesServer;

/// <summary>How the call behind a task ended.</summary>
/// <param name="Output">What it returned; <see langword="null"/> when it failed.</param>
internal sealed record TaskOutcome(Json? Output, string? Error, string? Cause)
{
    public static TaskOutcome Succeeded(Json output) => new(output, null, null);

    public static TaskOutcome Failed(string error, string? cause) => new(null, error, cause);
}
