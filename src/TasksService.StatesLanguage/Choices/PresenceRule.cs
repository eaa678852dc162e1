namespace TasksService.StatesLanguage;

internal sealed class PresenceRule(PathExpression variable, bool expected) : Rule
{
    public override bool Holds(Scope scope) => variable.Find(scope) is not null == expected;
}
