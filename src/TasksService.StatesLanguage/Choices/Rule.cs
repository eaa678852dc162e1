namespace TasksService.StatesLanguage;

/// <summary>A condition of a Choice state.</summary>
internal abstract class Rule
{
    /// <exception cref="ErrorException">A path in it finds nothing.</exception>
    public abstract bool Holds(Scope scope);
}
