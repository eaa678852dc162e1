using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using TasksService.Sqlite;

namespace TasksService.Embedded;

/// <summary>
/// Keeps the tasks in a SQLite file. Claims are kept in memory: who holds the data directory is the only one who can have made them,
/// and they die with the process, as the executors do.
/// </summary>
public sealed class SqliteTaskStore : ITaskStore, IAsyncDisposable
{
    private const int PageSize = 1_000;

    /// <summary>Some 30 MB: how much of the tasks in progress is kept in memory to spare the executor a read.</summary>
    private const int RoomInCharacters = 16_000_000;

    private readonly SqliteDatabase database;
    private readonly ConcurrentDictionary<string, Claim> claims = new(StringComparer.Ordinal);
    private long keptCharacters;

    private SqliteTaskStore(SqliteDatabase database) => this.database = database;

    /// <summary>How many tasks somebody is at work on, or will be soon.</summary>
    internal int Claims => claims.Count;

    /// <param name="path">The file; made when it is not there.</param>
    /// <exception cref="InvalidDataException">A newer version of this program has written it.</exception>
    public static SqliteTaskStore Open(string path) => new(SqliteDatabase.Open(path, TaskTable.Schema, TaskTable.Version));

    public Task CreateAsync(ScheduledTask task, CancellationToken cancellationToken) =>
        database.WriteAsync(session => TaskTable.Insert(session, task));

    public Task<ScheduledTask?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(Find(id));

    public IAsyncEnumerable<TaskMessage> DueAsync(DateTimeOffset dueBy, CancellationToken cancellationToken) =>
        WakingAsync(TaskStatus.Scheduled, DateTimeOffset.FromUnixTimeSeconds(dueBy.ToUnixTimeSeconds() + 1), cancellationToken);

    public IAsyncEnumerable<TaskMessage> OverdueAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        WakingAsync(TaskStatus.InProgress, now, cancellationToken);

    public async Task<ScheduledTask?> TryStartAsync(string id, int revision, DateTimeOffset startsBy, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var started = await database.WriteAsync(session =>
        {
            if (TaskTable.Find(session, id) is not { Status: TaskStatus.Scheduled } task || task.Revision != revision)
            {
                return null;
            }

            var started = task.Start(startsBy + task.Timeout, now);
            TaskTable.Start(session, started);
            return started;
        });

        if (started is { IsAnsweredLater: false })
        {
            Keep(started);
        }

        return started;
    }

    public Task<ScheduledTask?> FindUnclaimedAsync(string id, int revision, DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.FromResult(Find(id) is { Status: TaskStatus.InProgress } task && task.Revision == revision && !IsClaimed(id, now) ? task : null);

    public async Task<ClaimResult> ClaimAsync(string id, int revision, string claimant, DateTimeOffset until, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var claim = Enter(id);
        ScheduledTask? kept;
        try
        {
            if (claim.Until > now)
            {
                return new ClaimResult.Held(claim.Until);
            }

            claim.Claimant = claimant;
            claim.Until = until;
            claim.Revision = revision;
            claim.StartedAt = now;
            kept = claim.Task;
        }
        finally
        {
            Monitor.Exit(claim);
        }

        // Read only now that nobody else can record anything: a task that has ended meanwhile is seen to have.
        var task = kept ?? TaskInFile(id);
        if (task is not { Status: TaskStatus.InProgress } || task.Revision != revision)
        {
            Release(id, claim, isOver: kept is null);
            return ClaimResult.Gone.Instance;
        }

        if (task.IsAnsweredLater)
        {
            // Its answer comes long after the claim is over, and perhaps to another process.
            await database.WriteAsync(session => TaskTable.TryTouch(session, id, revision, startedAt: now));
        }

        return new ClaimResult.Granted(task with { StartedAt = now });
    }

    public async Task<RecordResult> RecordAsync(ScheduledTask current, ScheduledTask next, string? claimant, CancellationToken cancellationToken)
    {
        var claim = Enter(current.Id);
        var until = claim.Until;
        try
        {
            if (claimant is not null && claim.Claimant != claimant)
            {
                ForgetIfEmpty(current.Id, claim);
                return RecordResult.Stale;
            }

            if (claimant is null && claim.Until > next.LastUpdatedAt)
            {
                return RecordResult.Claimed;
            }

            // Nobody gets a claim between here and the end of the write.
            claim.Until = DateTimeOffset.MaxValue;
        }
        finally
        {
            Monitor.Exit(claim);
        }

        try
        {
            var isRecorded = await database.WriteAsync(session => TaskTable.TryRecord(session, current.Revision, next));
            Release(current.Id, claim, isOver: true);
            return isRecorded ? RecordResult.Recorded : RecordResult.Stale;
        }
        catch
        {
            lock (claim)
            {
                claim.Until = until;
            }

            throw;
        }
    }

    public async Task<bool> AnswerAsync(ScheduledTask current, ScheduledTask next, CancellationToken cancellationToken)
    {
        var isRecorded = await database.WriteAsync(session => TaskTable.TryRecord(session, current.Revision, next));
        if (isRecorded && claims.TryGetValue(current.Id, out var claim))
        {
            Release(current.Id, claim, isOver: true);
        }

        return isRecorded;
    }

    public Task<bool> TryBeatAsync(string id, int revision, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(session => TaskTable.TryTouch(session, id, revision, heartbeatAt: now));

    /// <summary>Tasks in progress that are answered by the call itself: what a host that starts has to go on with.</summary>
    internal async IAsyncEnumerable<ScheduledTask> InterruptedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var task in InProgressAsync(cancellationToken))
        {
            if (!task.IsAnsweredLater)
            {
                Keep(task);
                yield return task;
            }
        }
    }

    /// <summary>Tasks in progress that are answered by whoever holds the task token.</summary>
    internal IAsyncEnumerable<ScheduledTask> AwaitedAsync(CancellationToken cancellationToken) =>
        InProgressAsync(cancellationToken).Where(task => task.IsAnsweredLater);

    private async IAsyncEnumerable<ScheduledTask> InProgressAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ScheduledTask? last = null;
        do
        {
            var page = database.Read(session => TaskTable.InProgress(session, last, PageSize));
            foreach (var task in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return task;
            }

            last = page.Count == PageSize ? page[^1] : null;
            await Task.Yield();
        }
        while (last is not null);
    }

    /// <summary>Deletes records that have expired, a page at a time, and forgets claims that have run out.</summary>
    /// <returns>How many records were deleted.</returns>
    internal async Task<int> PurgeAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var (id, claim) in claims)
        {
            lock (claim)
            {
                if (claim.Task is null && claim.Until <= now)
                {
                    Forget(id, claim);
                }
            }
        }

        var deleted = 0;
        int page;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            page = await database.WriteAsync(session => TaskTable.Purge(session, now, PageSize));
            deleted += page;
        }
        while (page == PageSize);

        return deleted;
    }

    /// <summary>Gives back the pages that SQLite keeps.</summary>
    internal Task ReleaseMemoryAsync() => database.ReleaseMemoryAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private ScheduledTask? TaskInFile(string id) => database.Read(session => TaskTable.Find(session, id));

    private ScheduledTask? Find(string id)
    {
        var task = TaskInFile(id);
        if (task is { Status: TaskStatus.InProgress } && claims.TryGetValue(id, out var claim))
        {
            lock (claim)
            {
                // That the attempt has begun is known here only, until it is recorded with what came of it.
                return claim.StartedAt is { } startedAt && claim.Revision == task.Revision ? task with { StartedAt = startedAt } : task;
            }
        }

        return task;
    }

    private async IAsyncEnumerable<TaskMessage> WakingAsync(TaskStatus status, DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        WakingTask? last = null;
        do
        {
            // A page at a time: a reader that stays open keeps the write-ahead log from starting over.
            var page = database.Read(session => TaskTable.Waking(session, status, last, TaskTable.Milliseconds(before), PageSize));
            foreach (var task in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return task.Message;
            }

            last = page.Count == PageSize ? page[^1] : null;
            await Task.Yield();
        }
        while (last is not null);
    }

    private bool IsClaimed(string id, DateTimeOffset now)
    {
        if (!claims.TryGetValue(id, out var claim))
        {
            return false;
        }

        lock (claim)
        {
            return claim.Until > now;
        }
    }

    private void Keep(ScheduledTask task)
    {
        var size = SizeOf(task);
        if (Interlocked.Add(ref keptCharacters, size) > RoomInCharacters)
        {
            Interlocked.Add(ref keptCharacters, -size);
            return;
        }

        if (!claims.TryAdd(task.Id, new Claim { Task = task, Revision = task.Revision }))
        {
            // Somebody has been faster than we; let him be.
            Interlocked.Add(ref keptCharacters, -size);
        }
    }

    /// <summary>The claim on a task, locked.</summary>
    private Claim Enter(string id)
    {
        while (true)
        {
            var claim = claims.GetOrAdd(id, static _ => new Claim());
            Monitor.Enter(claim);
            if (!claim.IsOver)
            {
                return claim;
            }

            Monitor.Exit(claim);
        }
    }

    private void Release(string id, Claim claim, bool isOver)
    {
        lock (claim)
        {
            claim.Claimant = null;
            claim.Until = DateTimeOffset.MinValue;
            claim.StartedAt = null;
            if (isOver)
            {
                Forget(id, claim);
            }
        }
    }

    private void ForgetIfEmpty(string id, Claim claim)
    {
        if (claim.Task is null && claim.Claimant is null)
        {
            Forget(id, claim);
        }
    }

    private void Forget(string id, Claim claim)
    {
        claim.IsOver = true;
        claims.TryRemove(id, out _);
        if (claim.Task is { } task)
        {
            Interlocked.Add(ref keptCharacters, -SizeOf(task));
        }
    }

    /// <summary>About what a task takes in memory, in characters of its texts.</summary>
    private static int SizeOf(ScheduledTask task) => 400 + (task.Target?.Json.Length ?? 0);
}
