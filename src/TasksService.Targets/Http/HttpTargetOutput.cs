namespace TasksService.Targets;

/// <summary>What the record keeps of a 2xx answer.</summary>
/// <param name="Body">As text, at most 16 KiB of it.</param>
internal sealed record HttpTargetOutput(int StatusCode, string? Body);
