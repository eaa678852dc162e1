namespace TasksService.StatesLanguage.Tests;

public class DefinitionSubstitutionsTests
{
    [Fact]
    public void A_placeholder_that_is_a_whole_string_is_filled() => Assert.Equal(
        """{"Resource":"arn:f","Comment":"not ${Here}","List":["arn:f",1]}""",
        DefinitionSubstitutions.Apply("""{"Resource":"${Arn}","Comment":"not ${Here}","List":["${Arn}",1]}""", new Dictionary<string, string> { ["Arn"] = "arn:f" }));

    [Fact]
    public void A_placeholder_without_a_value_is_named() => Assert.Contains(
        "${Arn}", Assert.Throws<KeyNotFoundException>(() => DefinitionSubstitutions.Apply("""["${Arn}"]""", new Dictionary<string, string>())).Message, StringComparison.Ordinal);
}
