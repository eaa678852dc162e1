namespace TasksService.StatesLanguage;

/// <summary>A call of an intrinsic function, such as <c>States.Format('{}', $.a)</c>.</summary>
internal sealed class IntrinsicCall(string text, IntrinsicFunction function, IReadOnlyList<Expression> arguments) : Expression(text)
{
    public override Json Evaluate(Scope scope, string? field)
    {
        var values = new Json[arguments.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i].Evaluate(scope, field ?? Text);
        }

        try
        {
            return function.Apply(values);
        }
        catch (IntrinsicException exception)
        {
            throw new ErrorException(ErrorName.IntrinsicFailure, $"The function '{Text}' had the following error: {exception.Message}");
        }
    }
}
