namespace TasksService.StatesServer;

/// <summary>An execution that was started, now or by the same request before.</summary>
public sealed record StartedExecution(string Arn, DateTimeOffset StartedAt);
