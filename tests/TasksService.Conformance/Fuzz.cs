using System.Globalization;
using TasksService.StatesLanguage.Fuzzing;

namespace TasksService.Conformance;

/// <summary>Mutated definitions and inputs: each is refused with faults, or accepted and run to some end.</summary>
internal static class Fuzz
{
    public static int Run(int count, int seed, TextWriter output)
    {
        var (refused, ended) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            var random = new Random(unchecked((seed * 1_000_003) + i));
            _ = DefinitionFuzz.Try(random) ? ended++ : refused++;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fuzz: {count} mutants, {refused} refused with faults, {ended} run; no crash, no hang"));
        return 0;
    }
}
