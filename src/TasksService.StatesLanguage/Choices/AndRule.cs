namespace TasksService.StatesLanguage;

internal sealed class AndRule(Rule[] rules) : Rule
{
    public override bool Holds(Scope scope) => Array.TrueForAll(rules, rule => rule.Holds(scope));
}
