using TasksService.StatesLanguage;

namespace TasksService.StatesServer;

/// <summary>A STANDARD execution in memory: what is stored of it, or is on its way there.</summary>
internal sealed class DurableExecution(StoredExecution stored, string arn, Execution execution, TaskCaller caller)
{
    /// <summary>Held for each move, and while the move's write is queued: so writes come in the order of the moves.</summary>
    public Lock Gate { get; } = new();

    public long Id => stored.Id;

    public long MachineId => stored.MachineId;

    public string Arn => arn;

    public Execution Execution => execution;

    public TaskCalls Calls { get; } = new(caller);

    public long Changes { get; private set; } = stored.Changes;

    /// <summary>Writes that are not on disk yet.</summary>
    public int PendingWrites { get; set; }

    /// <summary>No longer the one in memory: whoever holds it loads the execution again.</summary>
    public bool IsUnloaded { get; set; }

    /// <summary>What the move just made must write.</summary>
    /// <param name="answeredTask">The task whose answer the move was.</param>
    /// <param name="taskNowRunning">The task that the move handed out, or whose message it delivered.</param>
    public ExecutionChange TakeChange(string? answeredTask, string? taskNowRunning)
    {
        var events = execution.TakeEvents();
        var newTasks = execution.TakeTasks().Where(task => execution.IsAwaiting(task.Id)).ToList();
        List<string> endedTasks = [.. execution.TakeCancellations()];
        if (answeredTask is not null)
        {
            endedTasks.Add(answeredTask);
        }

        var isRunning = execution.Status == ExecutionStatus.Running;
        Changes++;
        return new(
            Id,
            Changes,
            execution.Status,
            execution.StoppedAt,
            execution.Output?.ToString(),
            execution.Error,
            execution.Cause,
            isRunning ? execution.Save() : null,
            execution.WakeAt,
            execution.LastEventId - events.Count + 1,
            StatesStore.Serialize(events),
            newTasks,
            endedTasks,
            taskNowRunning);
    }
}
