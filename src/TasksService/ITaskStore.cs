namespace TasksService;

/// <summary>
/// Keeps the tasks. Every write after creation is conditional on status and revision, so that of two writers one wins and the other is told;
/// a returned task of a write is the task as written.
/// </summary>
public interface ITaskStore
{
    /// <summary>Returns when the task is durable.</summary>
    Task CreateAsync(ScheduledTask task, CancellationToken cancellationToken);

    /// <returns><see langword="null"/> when there is no such task.</returns>
    Task<ScheduledTask?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Scheduled tasks that are due at <paramref name="dueBy"/> or earlier (to the second), soonest first, read as they are enumerated.</summary>
    IAsyncEnumerable<TaskMessage> DueAsync(DateTimeOffset dueBy, CancellationToken cancellationToken);

    /// <summary>Tasks in progress whose deadline is before <paramref name="now"/>.</summary>
    IAsyncEnumerable<TaskMessage> OverdueAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Moves a task from scheduled to in progress. Its deadline becomes <paramref name="startsBy"/> plus the task's own timeout.</summary>
    /// <returns>The task as it is now; <see langword="null"/> when it was not scheduled under <paramref name="revision"/>.</returns>
    Task<ScheduledTask?> TryStartAsync(string id, int revision, DateTimeOffset startsBy, DateTimeOffset now, CancellationToken cancellationToken);

    /// <returns>The task if it is in progress under <paramref name="revision"/> and nobody holds a live claim to it.</returns>
    Task<ScheduledTask?> FindUnclaimedAsync(string id, int revision, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Claims a task in progress for one attempt: until <paramref name="until"/> nobody else gets a claim. Sets <see cref="ScheduledTask.StartedAt"/>.</summary>
    /// <param name="claimant">Who claims; a claim is never shared, not even with an earlier one of the same claimant.</param>
    Task<ClaimResult> ClaimAsync(string id, int revision, string claimant, DateTimeOffset until, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Writes what became of a task in progress: <paramref name="next"/>, made from <paramref name="current"/> by one of its transitions. The claim ends with it.
    /// </summary>
    /// <param name="claimant">Whose claim must still stand; <see langword="null"/> when there must be no live claim.</param>
    /// <returns><see cref="RecordResult.Stale"/> when the task is no longer in progress under this revision, or the claim is another's by now.</returns>
    Task<RecordResult> RecordAsync(ScheduledTask current, ScheduledTask next, string? claimant, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the end of a task in progress that was answered by whoever held its task token. As <see cref="RecordAsync"/>, but whatever claim stands:
    /// the answer may come while its delivery is still under way, and nobody calls for an ended task.
    /// </summary>
    /// <returns><see langword="false"/> when the task is no longer in progress under this revision.</returns>
    Task<bool> AnswerAsync(ScheduledTask current, ScheduledTask next, CancellationToken cancellationToken);

    /// <summary>Sets <see cref="ScheduledTask.LastHeartbeatAt"/>.</summary>
    /// <returns><see langword="false"/> when the task is not in progress under <paramref name="revision"/>.</returns>
    Task<bool> TryBeatAsync(string id, int revision, DateTimeOffset now, CancellationToken cancellationToken);
}
