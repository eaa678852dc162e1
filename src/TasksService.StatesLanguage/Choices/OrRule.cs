namespace TasksService.StatesLanguage;

internal sealed class OrRule(Rule[] rules) : Rule
{
    public override bool Holds(Scope scope) => Array.Exists(rules, rule => rule.Holds(scope));
}
