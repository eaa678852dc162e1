namespace TasksService.StatesLanguage;

/// <summary>A state machine definition, parsed and found valid. Immutable: any number of executions share it.</summary>
public sealed class StateMachine
{
    internal StateMachine(StateGraph graph, TimeSpan? timeout, string? comment, IReadOnlyList<TaskResource> resources, string definition)
    {
        Graph = graph;
        Timeout = timeout;
        Comment = comment;
        Resources = resources;
        Definition = definition;
    }

    public string? Comment { get; }

    /// <summary>The machine's TimeoutSeconds.</summary>
    public TimeSpan? Timeout { get; }

    /// <summary>What its Task states call, in the order of the definition.</summary>
    public IReadOnlyList<TaskResource> Resources { get; }

    /// <summary>The text it was parsed from.</summary>
    public string Definition { get; }

    internal StateGraph Graph { get; }

    /// <exception cref="InvalidDefinitionException">The definition has faults, or uses what this library does not have.</exception>
    public static StateMachine Parse(string definition, StateMachineType type = StateMachineType.Standard)
    {
        var parser = new DefinitionParser(type);
        return parser.Parse(definition) ?? throw new InvalidDefinitionException(parser.Diagnostics);
    }

    /// <returns>Every fault of the definition; none when it is valid.</returns>
    public static IReadOnlyList<Diagnostic> Validate(string definition, StateMachineType type = StateMachineType.Standard)
    {
        var parser = new DefinitionParser(type);
        parser.Parse(definition);
        return parser.Diagnostics;
    }
}
