namespace TasksService.StatesLanguage;

/// <summary>A state as parsed. What a state type does not have is at its default.</summary>
internal abstract class State
{
    public required string Name { get; init; }

    /// <summary>The state to go to; <see langword="null"/> when this one ends its branch.</summary>
    public string? Next { get; init; }

    /// <summary><see langword="null"/> discards the input: the state gets <c>{}</c>.</summary>
    public PathExpression? InputPath { get; init; } = PathExpression.Root;

    /// <summary><see langword="null"/> discards the output: the next state gets <c>{}</c>.</summary>
    public PathExpression? OutputPath { get; init; } = PathExpression.Root;

    public Template? Parameters { get; init; }

    public Template? ResultSelector { get; init; }

    /// <summary><see langword="null"/> discards the result: the state's input goes on.</summary>
    public ResultTarget? ResultPath { get; init; } = ResultTarget.Root;

    public Template? Assign { get; init; }

    public Retrier[] Retry { get; init; } = [];

    public Catcher[] Catch { get; init; } = [];

    /// <summary>The type as history's event names begin with it.</summary>
    public abstract string Type { get; }
}
