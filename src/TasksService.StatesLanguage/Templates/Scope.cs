namespace TasksService.StatesLanguage;

/// <summary>What an expression may read: <c>$</c>, <c>$$</c> and the variables.</summary>
internal sealed class Scope(Json input, Json variables, Func<Json> context)
{
    private Json? _context;

    public Json Input { get; } = input;

    public Json Variables { get; } = variables;

    public Json Context => _context ??= context();

    /// <returns>The same variables and context over another <c>$</c>.</returns>
    public Scope Over(Json other) => new(other, Variables, () => Context);
}
