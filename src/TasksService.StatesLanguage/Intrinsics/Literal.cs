namespace TasksService.StatesLanguage;

/// <summary>A literal argument of an intrinsic function.</summary>
internal sealed class Literal(string text, Json value) : Expression(text)
{
    public override Json Evaluate(Scope scope, string? field) => value;
}
