namespace TasksService.StatesLanguage;

/// <summary>A condition of a Choice state.</summary>
internal abstract class Rule
{
    /// <exception cref="ErrorException">A path in it finds nothing.</exception>
    public abstract bool Holds(Scope scope);
}

internal sealed class AndRule(Rule[] rules) : Rule
{
    public override bool Holds(Scope scope) => Array.TrueForAll(rules, rule => rule.Holds(scope));
}

internal sealed class OrRule(Rule[] rules) : Rule
{
    public override bool Holds(Scope scope) => Array.Exists(rules, rule => rule.Holds(scope));
}

internal sealed class NotRule(Rule rule) : Rule
{
    public override bool Holds(Scope scope) => !rule.Holds(scope);
}

internal sealed class PresenceRule(PathExpression variable, bool expected) : Rule
{
    public override bool Holds(Scope scope) => variable.Find(scope) is not null == expected;
}

internal sealed class DataTestRule(PathExpression variable, Func<Json, Json, bool> test, Json operand) : Rule
{
    public override bool Holds(Scope scope) => test(Read(variable, scope), operand);

    internal static Json Read(PathExpression path, Scope scope) => path.Find(scope) ?? throw ErrorException.Runtime(
        $"Invalid path '{path.Text}': The choice state's condition path references an invalid value.");
}

/// <summary>A comparison whose operand is read from the input: the <c>…Path</c> forms.</summary>
internal sealed class PathTestRule(PathExpression variable, Func<Json, Json, bool> test, PathExpression operand) : Rule
{
    public override bool Holds(Scope scope) => test(DataTestRule.Read(variable, scope), DataTestRule.Read(operand, scope));
}
