namespace TasksService.StatesLanguage;

/// <summary>What an execution needs of its host beside time and task results.</summary>
public sealed record ExecutionHost
{
    /// <summary>Makes a task token from a task's id. A server must make them unguessable.</summary>
    public Func<string, string> NewTaskToken { get; init; } = static taskId => taskId;

    /// <summary>Whether an activity exists at the time its task is scheduled.</summary>
    public Func<string, bool> ActivityExists { get; init; } = static _ => true;

    /// <summary>Off where nobody reads the history: events are then counted, not kept.</summary>
    public bool RecordsHistory { get; init; } = true;

    /// <summary>An execution fails at this number of events; the service's limit, and what ends an endless loop.</summary>
    public int MaxEvents { get; init; } = 25_000;

    /// <summary>Largest input, output or task result, in bytes.</summary>
    public int MaxDataSize { get; init; } = 262_144;
}
