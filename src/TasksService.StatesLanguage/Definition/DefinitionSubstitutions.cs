using System.Text.Json;

namespace TasksService.StatesLanguage;

/// <summary>Fills the placeholders of a definition, <c>"${Name}"</c>, each a whole string, as a template's DefinitionSubstitutions does.</summary>
public static class DefinitionSubstitutions
{
    /// <exception cref="KeyNotFoundException">The definition has a placeholder without a value.</exception>
    /// <exception cref="JsonException">The definition is not JSON.</exception>
    public static string Apply(string definition, IReadOnlyDictionary<string, string> values) => Fill(Json.Parse(definition), values).ToString();

    private static Json Fill(Json json, IReadOnlyDictionary<string, string> values)
    {
        if (json.TextOrNull() is { } text)
        {
            return text.StartsWith("${", StringComparison.Ordinal) && text.EndsWith('}')
                ? Json.Of(values.TryGetValue(text[2..^1], out var value) ? value : throw new KeyNotFoundException($"The definition's placeholder {text} has no value."))
                : json;
        }

        return json.IsArray ? Json.Of(json.Items.Select(item => Fill(item, values)))
            : json.IsObject ? Json.ObjectOf(json.Names.Select((name, i) => KeyValuePair.Create(name, Fill(json[i], values))).ToList())
            : json;
    }
}
