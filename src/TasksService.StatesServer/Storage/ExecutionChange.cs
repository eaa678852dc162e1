using TasksService.StatesLanguage;

namespace TasksService.StatesServer;

/// <summary>What one move of an execution writes, in one transaction.</summary>
internal sealed record ExecutionChange(
    long ExecutionId,
    long Changes,
    ExecutionStatus Status,
    DateTimeOffset? StoppedAt,
    string? Output,
    string? Error,
    string? Cause,
    string? State,
    DateTimeOffset? WakeAt,
    long FirstEventId,
    byte[]? Events,
    IReadOnlyList<TaskRequest> NewTasks,
    IReadOnlyList<string> EndedTasks,
    string? TaskNowRunning);
