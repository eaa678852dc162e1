using System.Diagnostics;
using System.Text.RegularExpressions;
using TasksService.Testing;

namespace Examples.Tests;

public sealed partial class DefinitionsTests
{
    public static TheoryData<string> Definitions { get; } =
        [.. Directory.EnumerateFiles(Repository.PathOf("examples"), "*.asl.json", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Repository.PathOf("examples"), path)).Order()];

    [Theory]
    [MemberData(nameof(Definitions))]
    public async Task A_definition_is_valid_for_AWS(string definition)
    {
        using var validator = Process.Start(new ProcessStartInfo(
            "node", ["node_modules/asl-validator/dist/bin/asl-validator.js", "--json-path", Repository.PathOf("examples", definition)])
        {
            WorkingDirectory = Repository.PathOf("tests", "emulators"),
            RedirectStandardOutput = true,
        })!;
        var said = await validator.StandardOutput.ReadToEndAsync();
        await validator.WaitForExitAsync();

        Assert.True(validator.ExitCode == 0, said);
    }

    [Theory]
    [MemberData(nameof(Definitions))]
    public void The_template_deploys_the_definition_and_fills_each_of_its_placeholders(string definition)
    {
        var path = Repository.PathOf("examples", definition);
        var template = File.ReadAllText(Path.Combine(Path.GetDirectoryName(path)!, "template.yaml"));

        Assert.Contains($"DefinitionUri: {Path.GetFileName(path)}\n", template, StringComparison.Ordinal);
        Assert.All(
            Placeholder().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value).Distinct(),
            name => Assert.Contains($"\n        {name}: !", template, StringComparison.Ordinal));
    }

    [GeneratedRegex("""\$\{(\w+)\}""")]
    private static partial Regex Placeholder();
}
