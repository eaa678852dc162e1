namespace TasksService.StatesServer;

/// <summary>An activity's task that no worker has taken yet.</summary>
internal sealed record WaitingTask(long ExecutionId, string TaskId);
