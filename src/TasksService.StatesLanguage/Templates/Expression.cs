namespace TasksService.StatesLanguage;

/// <summary>What may stand where a value is computed: a path or an intrinsic function.</summary>
internal abstract class Expression(string text)
{
    /// <summary>The expression as the definition has it.</summary>
    public string Text { get; } = text;

    /// <param name="field">The member whose value this is, for the error message; <see langword="null"/> where the field is a path by nature, such as InputPath.</param>
    /// <exception cref="ErrorException">It finds nothing, or the function cannot be applied.</exception>
    public abstract Json Evaluate(Scope scope, string? field);

    /// <exception cref="FormatException">The text is neither a path nor a call of an intrinsic function.</exception>
    public static Expression Parse(string text) => text.StartsWith('$') ? PathExpression.Parse(text) : IntrinsicParser.Parse(text);
}
