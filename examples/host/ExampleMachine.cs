namespace Examples.Host;

/// <param name="File">Beside the program; its placeholders <c>${…}</c> are filled as DefinitionSubstitutions fill them on AWS.</param>
internal sealed record ExampleMachine(string Name, string File, IReadOnlyDictionary<string, string> Substitutions)
{
    public async Task<string> DefinitionAsync()
    {
        var text = await System.IO.File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, File));
        return Substitutions.Aggregate(text, (definition, pair) => definition.Replace($"${{{pair.Key}}}", pair.Value, StringComparison.Ordinal));
    }
}
