namespace TasksService;

/// <param name="At">When the attempt is made.</param>
/// <param name="TaskToken">What the target has to answer with, when the task is completed by callback.</param>
public sealed record TargetCall(ScheduledTask Task, DateTimeOffset At, string? TaskToken = null);
