using System.Text.Json;

namespace TasksService;

/// <summary>What an execution got for its task token: the parameters of the callback definition's RecordResult and RecordFailure states.</summary>
/// <param name="Output">What was sent with the success.</param>
/// <param name="IsFailure">Whether it failed instead; a failure may come without error and cause.</param>
public sealed record ExecutionAnswer(string Id, int Revision, JsonElement? Output, bool IsFailure = false, string? Error = null, string? Cause = null);
