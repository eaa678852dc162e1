namespace TasksService.StatesLanguage;

internal sealed class DataTestRule(PathExpression variable, Func<Json, Json, bool> test, Json operand) : Rule
{
    public override bool Holds(Scope scope) => test(Read(variable, scope), operand);

    internal static Json Read(PathExpression path, Scope scope) => path.Find(scope) ?? throw ErrorException.Runtime(
        $"Invalid path '{path.Text}': The choice state's condition path references an invalid value.");
}
