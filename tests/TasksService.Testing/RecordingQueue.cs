using System.Collections.Concurrent;

namespace TasksService.Testing;

/// <summary>A queue that only remembers what was sent.</summary>
public sealed class RecordingQueue : ITaskQueue
{
    private readonly ConcurrentQueue<TaskMessage> sent = new();

    public IReadOnlyCollection<TaskMessage> Sent => sent;

    /// <summary>Thrown by the next send instead of sending.</summary>
    public Exception? FailNextSendWith { get; set; }

    public Task SendAsync(IReadOnlyList<TaskMessage> messages, CancellationToken cancellationToken)
    {
        if (FailNextSendWith is { } failure)
        {
            FailNextSendWith = null;
            return Task.FromException(failure);
        }

        foreach (var message in messages)
        {
            sent.Enqueue(message);
        }

        return Task.CompletedTask;
    }
}
