using System.Text;
using TasksService.Conformance;
using TasksService.StatesLanguage;

// `scenarios`: one recorded scenario a line in, what the interpreter makes of it a line out. `fuzz [count] [seed]`: mutated definitions and inputs.
if (args is ["fuzz", .. var numbers])
{
    var count = numbers.Length > 0 ? int.Parse(numbers[0], null) : 20_000;
    var seed = numbers.Length > 1 ? int.Parse(numbers[1], null) : 1;
    return Fuzz.Run(count, seed, Console.Out);
}

if (args is ["speed", ..])
{
    return Speed.Run(Console.Out);
}

var savesEveryStep = args.Contains("--save-every-step");
using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
while (input.ReadLine() is { } line)
{
    if (line.Length > 0)
    {
        output.WriteLine(Scenario.Run(Json.Parse(line), savesEveryStep));
    }
}

return 0;
