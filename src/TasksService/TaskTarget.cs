namespace TasksService;

/// <summary>What a task calls: its type, and the whole <c>target</c> member as JSON text, which only the target of that type reads.</summary>
public sealed record TaskTarget(string Type, string Json)
{
    /// <summary>The type of a target that is not called: a worker polls for it.</summary>
    public const string Activity = "activity";
}
