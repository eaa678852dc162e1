using System.Globalization;

namespace TasksService.StatesLanguage.Tests;

/// <summary>
/// Every file in Golden/ is a test: a definition, an input, how its tasks answer, and what comes of it. Golden/README.md has the format; adding a case needs no code.
/// </summary>
public class GoldenTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden");

    public static TheoryData<string> Cases =>
        [.. Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories).Select(static file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_definition_runs_as_its_golden_case_says(string file) => GoldenCase.Read(Path.Combine(Folder, file)).Check(savesEveryStep: false);

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_does_so_too_when_it_is_saved_and_restored_at_every_step(string file) => GoldenCase.Read(Path.Combine(Folder, file)).Check(savesEveryStep: true);

    [Fact]
    public void Every_state_type_and_every_intrinsic_function_has_a_case()
    {
        var all = string.Concat(Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories).Select(File.ReadAllText));

        Assert.All(["Pass", "Task", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"], type => Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"\"Type\": \"{type}\""), all, StringComparison.Ordinal));
        Assert.All(IntrinsicFunction.Names, name => Assert.Contains(name + "(", all, StringComparison.Ordinal));
        Assert.All(DataTest.Names, name => Assert.Contains($"\"{name}\"", all, StringComparison.Ordinal));
    }
}
