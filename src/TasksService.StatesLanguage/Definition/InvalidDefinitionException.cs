namespace TasksService.StatesLanguage;

/// <summary>The definition has faults; every one of them is in <see cref="Diagnostics"/>.</summary>
public sealed class InvalidDefinitionException(IReadOnlyList<Diagnostic> diagnostics)
    : Exception($"Invalid State Machine Definition: '{string.Join(", ", diagnostics)}'")
{
    public IReadOnlyList<Diagnostic> Diagnostics { get; } = diagnostics;
}
