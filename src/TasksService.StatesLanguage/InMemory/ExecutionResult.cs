namespace TasksService.StatesLanguage;

/// <summary>How an execution ended.</summary>
public sealed record ExecutionResult(
    ExecutionStatus Status, Json? Output, string? Error, string? Cause, DateTimeOffset StartedAt, DateTimeOffset StoppedAt, IReadOnlyList<HistoryEvent> History);
