using TasksService.StatesLanguage;

namespace TasksService.StatesServer;

/// <summary>An execution as stored.</summary>
/// <param name="Changes">Counts the writes: a write that does not follow the last one is refused.</param>
/// <param name="State">What <see cref="Execution.Save"/> gave; <see langword="null"/> once it has ended.</param>
internal sealed record StoredExecution(
    long Id,
    long MachineId,
    long DefinitionId,
    string MachineName,
    string Name,
    ExecutionStatus Status,
    DateTimeOffset StartedAt,
    DateTimeOffset? StoppedAt,
    string Input,
    string? Output,
    string? Error,
    string? Cause,
    string? TraceHeader,
    long Changes,
    string? State);
