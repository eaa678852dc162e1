using TasksService.StatesLanguage;

namespace TasksService.StatesServer;

/// <summary>The calls that run for one execution.</summary>
internal sealed class TaskCalls(TaskCaller caller)
{
    private readonly Dictionary<string, CancellationTokenSource> _running = new(StringComparer.Ordinal);

    public int Count
    {
        get
        {
            lock (_running)
            {
                return _running.Count;
            }
        }
    }

    /// <summary>Starts the call; <paramref name="done"/> gets its outcome, unless it is cancelled before.</summary>
    public void Start(TaskRequest task, Func<TaskRequest, TaskOutcome, Task> done)
    {
        var cancellation = new CancellationTokenSource();
        lock (_running)
        {
            if (!_running.TryAdd(task.Id, cancellation))
            {
                cancellation.Dispose();
                return;   // it runs already
            }
        }

        _ = Task.Run(() => RunAsync(task, done, cancellation), CancellationToken.None);
    }

    public void Cancel(string taskId)
    {
        lock (_running)
        {
            if (_running.TryGetValue(taskId, out var cancellation))
            {
                cancellation.CancelAsync();
            }
        }
    }

    public void CancelAll()
    {
        lock (_running)
        {
            foreach (var cancellation in _running.Values)
            {
                cancellation.CancelAsync();
            }
        }
    }

    private async Task RunAsync(TaskRequest task, Func<TaskRequest, TaskOutcome, Task> done, CancellationTokenSource cancellation)
    {
        TaskOutcome? outcome = null;
        try
        {
            outcome = await caller.CallAsync(task, cancellation.Token).ConfigureAwait(false);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
        }
        finally
        {
            lock (_running)
            {
                _running.Remove(task.Id);
            }

            cancellation.Dispose();
        }

        if (outcome is not null)
        {
            await done(task, outcome).ConfigureAwait(false);
        }
    }
}
