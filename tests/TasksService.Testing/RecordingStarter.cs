using System.Collections.Concurrent;

namespace TasksService.Testing;

/// <summary>A workflow that only remembers which executions were started.</summary>
public sealed class RecordingStarter : IExecutionStarter
{
    private readonly ConcurrentQueue<ScheduledTask> started = new();

    public IReadOnlyCollection<ScheduledTask> Started => started;

    /// <summary>The ids of tasks whose execution cannot be started.</summary>
    public HashSet<string> Refused { get; } = [];

    public Task StartAsync(ScheduledTask task, CancellationToken cancellationToken)
    {
        if (Refused.Contains(task.Id))
        {
            return Task.FromException(new IOException($"No execution for {task.Id} today."));
        }

        started.Enqueue(task);
        return Task.CompletedTask;
    }
}
