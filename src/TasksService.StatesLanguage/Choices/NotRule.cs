namespace TasksService.StatesLanguage;

internal sealed class NotRule(Rule rule) : Rule
{
    public override bool Holds(Scope scope) => !rule.Holds(scope);
}
