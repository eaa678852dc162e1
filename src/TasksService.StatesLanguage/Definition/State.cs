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

internal sealed class PassState : State
{
    public Json? Result { get; init; }

    public override string Type => "Pass";
}

internal sealed class SucceedState : State
{
    public override string Type => "Succeed";
}

internal sealed class FailState : State
{
    public string? Error { get; init; }

    public Expression? ErrorPath { get; init; }

    public string? Cause { get; init; }

    public Expression? CausePath { get; init; }

    public override string Type => "Fail";
}

internal sealed class WaitState : State
{
    public long? Seconds { get; init; }

    public PathExpression? SecondsPath { get; init; }

    public DateTimeOffset? Timestamp { get; init; }

    public PathExpression? TimestampPath { get; init; }

    public override string Type => "Wait";
}

internal sealed class ChoiceState : State
{
    public required Choice[] Choices { get; init; }

    public string? Default { get; init; }

    public override string Type => "Choice";
}

internal sealed record Choice(Rule Rule, string Next, Template? Assign);

internal sealed class TaskState : State
{
    public required TaskResource Resource { get; init; }

    public long? TimeoutSeconds { get; init; }

    public PathExpression? TimeoutSecondsPath { get; init; }

    public long? HeartbeatSeconds { get; init; }

    public PathExpression? HeartbeatSecondsPath { get; init; }

    public Template? Credentials { get; init; }

    public override string Type => "Task";
}

internal sealed class ParallelState : State
{
    public required StateGraph[] Branches { get; init; }

    public override string Type => "Parallel";
}

internal sealed class MapState : State
{
    public required StateGraph Processor { get; init; }

    public PathExpression ItemsPath { get; init; } = PathExpression.Root;

    public Template? ItemSelector { get; init; }

    public long? MaxConcurrency { get; init; }

    public PathExpression? MaxConcurrencyPath { get; init; }

    public double? ToleratedFailurePercentage { get; init; }

    public PathExpression? ToleratedFailurePercentagePath { get; init; }

    public long? ToleratedFailureCount { get; init; }

    public PathExpression? ToleratedFailureCountPath { get; init; }

    public override string Type => "Map";
}
