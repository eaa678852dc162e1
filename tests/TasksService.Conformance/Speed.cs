using System.Diagnostics;
using System.Globalization;
using TasksService.StatesLanguage;

namespace TasksService.Conformance;

/// <summary>How many executions of a small machine the interpreter runs in a second, in memory.</summary>
internal static class Speed
{
    private const int Executions = 500_000;

    private static readonly StateMachine Machine = StateMachine.Parse(
        """
        {
          "StartAt": "Pass",
          "States": {
            "Pass": { "Type": "Pass", "Result": true, "ResultPath": "$.passed", "Next": "Choice" },
            "Choice": { "Type": "Choice", "Choices": [{ "Variable": "$.amount", "NumericGreaterThan": 10, "Next": "Succeed" }], "Default": "Fail" },
            "Succeed": { "Type": "Succeed" },
            "Fail": { "Type": "Fail", "Error": "TooLittle" }
          }
        }
        """);

    public static int Run(TextWriter output)
    {
        var info = new ExecutionInfo { Id = "arn:aws:states:us-east-1:123456789012:execution:m:e", Name = "e", StateMachineId = "arn:aws:states:us-east-1:123456789012:stateMachine:m", StateMachineName = "m" };
        var input = Json.Parse("""{"amount":12,"name":"x"}""");
        foreach (var (label, host) in new[] { ("without history", new ExecutionHost { RecordsHistory = false }), ("with history", new ExecutionHost()) })
        {
            using var runner = new StateMachineRunner(TimeProvider.System, static (_, _) => Task.FromResult(Json.Null), host);
            foreach (var count in new[] { Executions / 10, Executions })
            {
                var watch = Stopwatch.StartNew();
                for (var i = 0; i < count; i++)
                {
                    if (runner.RunAsync(Machine, info, input).Result.Status != ExecutionStatus.Succeeded)
                    {
                        return 1;
                    }
                }

                if (count == Executions)
                {
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Pass -> Choice -> Succeed, {label}, one thread: {count / watch.Elapsed.TotalSeconds:N0} executions/s"));
                }
            }
        }

        return 0;
    }
}
