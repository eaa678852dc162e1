namespace TasksService;

public enum RecordResult
{
    Recorded,

    /// <summary>The task has moved on without this writer; there is nothing left for it to say.</summary>
    Stale,

    /// <summary>Somebody is at work on the task: ask again when that claim is over.</summary>
    Claimed,
}
