namespace TasksService.StatesLanguage;

/// <summary>A comparison whose operand is read from the input: the <c>…Path</c> forms.</summary>
internal sealed class PathTestRule(PathExpression variable, Func<Json, Json, bool> test, PathExpression operand) : Rule
{
    public override bool Holds(Scope scope) => test(DataTestRule.Read(variable, scope), DataTestRule.Read(operand, scope));
}
