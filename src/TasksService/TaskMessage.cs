namespace TasksService;

/// <summary>All that the queue carries of a task; the task itself stays in the store.</summary>
/// <param name="DueAt">When the attempt is due, to the whole second at or before it.</param>
public sealed record TaskMessage(string TaskId, int Revision, DateTimeOffset DueAt);
