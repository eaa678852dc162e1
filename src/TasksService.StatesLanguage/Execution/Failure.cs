namespace TasksService.StatesLanguage;

/// <summary>Why a state failed.</summary>
/// <param name="IsTimeout">A task's time or heartbeat ran out.</param>
/// <param name="IsHeartbeat">It was the heartbeat: the error is States.Timeout all the same, but States.HeartbeatTimeout matches too.</param>
internal sealed record Failure(string? Error, string? Cause, bool IsTimeout = false, bool IsHeartbeat = false)
{
    public static Failure Timeout { get; } = new(ErrorName.Timeout, null, IsTimeout: true);

    public static Failure Heartbeat { get; } = new(ErrorName.Timeout, null, IsTimeout: true, IsHeartbeat: true);

    /// <summary>What a catcher gets. A timeout has no cause, and the service words that as an empty one.</summary>
    public Json Output => Json.ObjectOf(("Error", Json.OfNullable(Error)), ("Cause", Json.OfNullable(Cause ?? (IsTimeout ? "" : null))));

    /// <summary>Whether an entry of Retry or Catch is for this failure of that state. Nothing is for States.Runtime.</summary>
    public bool Matches(string[] errorEquals, State state) => Error != ErrorName.Runtime && errorEquals.Any(name => name switch
    {
        ErrorName.All => true,
        ErrorName.HeartbeatTimeout when IsHeartbeat => true,
        ErrorName.TaskFailed when state is TaskState && !IsTimeout => true,
        _ => name == Error,
    });
}
