using System.Runtime.CompilerServices;

namespace TasksService.Testing;

/// <summary>The store's contract in its plainest form: a dictionary and a lock.</summary>
public sealed class InMemoryTaskStore : ITaskStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, ScheduledTask> tasks = [];
    private readonly Dictionary<string, Claim> claims = [];

    /// <summary>Thrown by the next write instead of writing.</summary>
    public Exception? FailNextWriteWith { get; set; }

    /// <summary>Thrown by the next find instead of finding.</summary>
    public Exception? FailNextFindWith { get; set; }

    /// <summary>How many tasks have been created.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return tasks.Count;
            }
        }
    }

    public Task CreateAsync(ScheduledTask task, CancellationToken cancellationToken) => Write(() =>
    {
        tasks.Add(task.Id, task);
        return 0;
    });

    public Task<ScheduledTask?> FindAsync(string id, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (FailNextFindWith is { } failure)
            {
                FailNextFindWith = null;
                return Task.FromException<ScheduledTask?>(failure);
            }

            return Task.FromResult(tasks.GetValueOrDefault(id));
        }
    }

    public IAsyncEnumerable<TaskMessage> DueAsync(DateTimeOffset dueBy, CancellationToken cancellationToken) =>
        Select(task => task.Status == TaskStatus.Scheduled && task.ToMessage().DueAt <= dueBy, cancellationToken);

    public IAsyncEnumerable<TaskMessage> OverdueAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        Select(task => task.Status == TaskStatus.InProgress && task.DeadlineAt < now, cancellationToken);

    public Task<ScheduledTask?> TryStartAsync(string id, int revision, DateTimeOffset startsBy, DateTimeOffset now, CancellationToken cancellationToken) => Write(() =>
    {
        if (!tasks.TryGetValue(id, out var task) || task.Status != TaskStatus.Scheduled || task.Revision != revision)
        {
            return null;
        }

        return tasks[id] = task.Start(startsBy + task.Timeout, now);
    });

    public Task<ScheduledTask?> FindUnclaimedAsync(string id, int revision, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(InProgress(id, revision) is { } task && !IsClaimed(id, now) ? task : null);
        }
    }

    public Task<ClaimResult> ClaimAsync(string id, int revision, string claimant, DateTimeOffset until, DateTimeOffset now, CancellationToken cancellationToken) => Write<ClaimResult>(() =>
    {
        if (InProgress(id, revision) is not { } task)
        {
            return ClaimResult.Gone.Instance;
        }

        if (IsClaimed(id, now))
        {
            return new ClaimResult.Held(claims[id].Until);
        }

        claims[id] = new Claim(claimant, until);
        return new ClaimResult.Granted(tasks[id] = task with { StartedAt = now });
    });

    public Task<RecordResult> RecordAsync(ScheduledTask current, ScheduledTask next, string? claimant, CancellationToken cancellationToken) => Write(() =>
    {
        if (InProgress(current.Id, current.Revision) is null || (claimant is not null && claims.GetValueOrDefault(current.Id)?.Claimant != claimant))
        {
            return RecordResult.Stale;
        }

        if (claimant is null && IsClaimed(current.Id, next.LastUpdatedAt))
        {
            return RecordResult.Claimed;
        }

        tasks[current.Id] = next;
        claims.Remove(current.Id);
        return RecordResult.Recorded;
    });

    public Task<bool> AnswerAsync(ScheduledTask current, ScheduledTask next, CancellationToken cancellationToken) => Write(() =>
    {
        if (InProgress(current.Id, current.Revision) is null)
        {
            return false;
        }

        tasks[current.Id] = next;
        claims.Remove(current.Id);
        return true;
    });

    public Task<bool> TryBeatAsync(string id, int revision, DateTimeOffset now, CancellationToken cancellationToken) => Write(() =>
    {
        if (InProgress(id, revision) is not { } task)
        {
            return false;
        }

        tasks[id] = task with { LastHeartbeatAt = now };
        return true;
    });

    private Task<T> Write<T>(Func<T> write)
    {
        lock (gate)
        {
            if (FailNextWriteWith is { } failure)
            {
                FailNextWriteWith = null;
                return Task.FromException<T>(failure);
            }

            return Task.FromResult(write());
        }
    }

    private ScheduledTask? InProgress(string id, int revision) =>
        tasks.GetValueOrDefault(id) is { Status: TaskStatus.InProgress } task && task.Revision == revision ? task : null;

    private bool IsClaimed(string id, DateTimeOffset now) => claims.GetValueOrDefault(id)?.Until > now;

    private async IAsyncEnumerable<TaskMessage> Select(Func<ScheduledTask, bool> condition, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<TaskMessage> selected;
        lock (gate)
        {
            selected = [.. tasks.Values.Where(condition).OrderBy(task => task.DueAt).Select(task => task.ToMessage())];
        }

        foreach (var message in selected)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return message;
        }

        await Task.CompletedTask;
    }

    private sealed record Claim(string Claimant, DateTimeOffset Until);
}
