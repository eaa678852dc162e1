using TasksService.StatesLanguage;

namespace TasksService.StatesServer;

/// <summary>A task that an execution awaits.</summary>
/// <param name="IsRunning">Handed out to a worker, or its message delivered: after a restart it is not called again.</param>
internal sealed record StoredTask(long ExecutionId, TaskRequest Request, bool IsRunning);
