using System.Collections.Concurrent;
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

        return WaitTogether(output, info);
    }

    /// <summary>Ten thousand executions wait for one instant of the real clock.</summary>
    private static int WaitTogether(TextWriter output, ExecutionInfo info)
    {
        const int Waiting = 10_000;
        var machine = StateMachine.Parse(
            """
            {"StartAt":"Wait","States":{"Wait":{"Type":"Wait","TimestampPath":"$.dueAt","Next":"Call"},"Call":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","TimeoutSeconds":60,"End":true}}}
            """);
        var clock = TimeProvider.System;
        var due = clock.GetUtcNow().AddSeconds(2);
        var called = new ConcurrentBag<TimeSpan>();
        using var runner = new StateMachineRunner(clock, (_, _) =>
        {
            called.Add(clock.GetUtcNow() - due);
            return Task.FromResult(Json.Null);
        });
        var input = Json.ObjectOf(("dueAt", Json.Of(due.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture))));
        Task.WaitAll(Enumerable.Range(0, Waiting).Select(_ => runner.RunAsync(machine, info, input)));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Waiting:N0} executions waiting for one instant: the first {called.Min().TotalMilliseconds:N1} ms after it, the last {called.Max().TotalMilliseconds:N1} ms"));
        return called.Min() < TimeSpan.Zero ? 1 : 0;
    }
}
