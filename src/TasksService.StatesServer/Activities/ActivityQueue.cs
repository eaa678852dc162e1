namespace TasksService.StatesServer;

/// <summary>An activity's tasks and the polls for them, each first come, first served.</summary>
internal sealed class ActivityQueue(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<WaitingTask> _tasks = [];
    private readonly LinkedList<TaskCompletionSource<WaitingTask?>> _polls = [];

    /// <summary>Polls that wait for a task.</summary>
    public int WaitingPolls
    {
        get
        {
            lock (_gate)
            {
                return _polls.Count;
            }
        }
    }

    public void Add(WaitingTask task) => Offer(task, isFirst: false);

    /// <summary>Puts back a task that was taken and not handed out: it comes next.</summary>
    public void PutBack(WaitingTask task) => Offer(task, isFirst: true);

    /// <returns>The next task; <see langword="null"/> when none came in time, or the poll was given up.</returns>
    public async Task<WaitingTask?> TakeAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var poll = new TaskCompletionSource<WaitingTask?>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var deadline = new CancellationTokenSource(timeout, clock);
        lock (_gate)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return null;
            }

            if (_tasks.First is { } first)
            {
                _tasks.RemoveFirst();
                return first.Value;
            }

            _polls.AddLast(poll);
        }

        await using (deadline.Token.Register(() => GiveUp(poll)).ConfigureAwait(false))
        await using (cancellationToken.Register(() => GiveUp(poll)).ConfigureAwait(false))
        {
            return await poll.Task.ConfigureAwait(false);
        }
    }

    private void Offer(WaitingTask task, bool isFirst)
    {
        lock (_gate)
        {
            if (_polls.First is { } poll)
            {
                _polls.RemoveFirst();
                poll.Value.SetResult(task);
            }
            else if (isFirst)
            {
                _tasks.AddFirst(task);
            }
            else
            {
                _tasks.AddLast(task);
            }
        }
    }

    private void GiveUp(TaskCompletionSource<WaitingTask?> poll)
    {
        lock (_gate)
        {
            if (_polls.Remove(poll))
            {
                poll.SetResult(null);
            }
        }
    }
}
