using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TasksService.StatesLanguage.Fuzzing;

/// <summary>Makes a mutant of a definition and of an input, and sees what comes of it. Shared with the unit tests.</summary>
public static class DefinitionFuzz
{
    private const int MaxMoves = 2_000;

    private static readonly string[] Seeds =
    [
        """
        {"Comment":"c","StartAt":"A","TimeoutSeconds":600,"States":{
          "A":{"Type":"Pass","Parameters":{"x.$":"$.a[?(@.n > 1)]","y.$":"States.Format('{} {}', $.s, States.ArrayLength($.a))","z.$":"$$.Execution.Id"},"ResultPath":"$.p.q","Assign":{"v.$":"$.s","w":1},"Next":"B"},
          "B":{"Type":"Choice","Choices":[{"And":[{"Variable":"$.s","StringMatches":"a*b\\*"},{"Not":{"Variable":"$.n","NumericLessThanPath":"$.m"}}],"Next":"C"},{"Variable":"$.t","TimestampGreaterThan":"2020-01-01T00:00:00Z","Next":"D"},{"Variable":"$.none","IsPresent":true,"Next":"E"}],"Default":"D"},
          "C":{"Type":"Wait","SecondsPath":"$.n","Next":"D"},
          "D":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f","Payload.$":"$"},"ResultSelector":{"r.$":"$.Payload"},"ResultPath":"$.a[0]","TimeoutSeconds":5,"HeartbeatSeconds":2,
            "Retry":[{"ErrorEquals":["E1","States.Timeout"],"IntervalSeconds":1,"MaxAttempts":3,"BackoffRate":1.5,"MaxDelaySeconds":9,"JitterStrategy":"FULL"}],"Catch":[{"ErrorEquals":["States.ALL"],"ResultPath":"$.error","Next":"E"}],"Next":"F"},
          "E":{"Type":"Fail","ErrorPath":"$.s","CausePath":"States.JsonToString($.error)"},
          "F":{"Type":"Succeed","OutputPath":"$.a"}}}
        """,
        """
        {"StartAt":"M","States":{
          "M":{"Type":"Map","ItemsPath":"$.a","ItemSelector":{"i.$":"$$.Map.Item.Index","v.$":"$$.Map.Item.Value","all.$":"$"},"MaxConcurrency":2,"ToleratedFailureCount":1,
            "ItemProcessor":{"ProcessorConfig":{"Mode":"INLINE"},"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":3,"Next":"T"},"T":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","Catch":[{"ErrorEquals":["E2"],"Next":"X"}],"End":true},"X":{"Type":"Pass","Result":{"a":[1,2,3]},"End":true}}},
            "Retry":[{"ErrorEquals":["States.TaskFailed"],"MaxAttempts":1}],"Catch":[{"ErrorEquals":["States.ALL"],"Next":"P"}],"ResultPath":"$.m","Next":"P"},
          "P":{"Type":"Parallel","Branches":[
              {"StartAt":"P1","States":{"P1":{"Type":"Pass","Parameters":{"u.$":"States.UUID()","h.$":"States.Hash($.s, 'SHA-256')","r.$":"States.ArrayRange(1, 9, 2)"},"End":true}}},
              {"StartAt":"P2","States":{"P2":{"Type":"Wait","Timestamp":"2030-01-01T00:00:00Z","Next":"P3"},"P3":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken","Parameters":{"QueueUrl":"q","MessageBody":{"t.$":"$$.Task.Token"}},"HeartbeatSeconds":60,"End":true}}}],
            "ResultSelector":{"b.$":"$[0]","c.$":"$..u"},"End":true}}}
        """,
    ];

    private static readonly string[] Inputs =
    [
        """{"a":[{"n":1},{"n":2},3],"s":"axb*","n":2,"m":1,"t":"2024-02-03T04:05:06Z","p":{}}""",
        """{"a":[],"s":"","n":-1.5,"m":1e300,"t":null}""",
        """[1,"two",null,{"a":[[[]]]}]""",
        "null",
        "\"text\"",
    ];

    private static readonly string[] Bits =
    [
        "$", "$$", "$.a", "$.a[*].n", "$..n", "$.a[-1]", "$.a[0:99999999]", "$.a[?(@.n==1 || @.n>$.n)]", "$v", "$v.x[2]", "$.a.length()", "$.", "$[", "$['", "$.a[?(", "States.ALL", "States.Runtime", "States.Timeout",
        "States.Array($.a, 1, 'x')", "States.ArrayPartition($.a, 2)", "States.MathAdd($.n, 1e300)", "States.MathRandom(1, 2)", "States.StringToJson($.s)", "States.JsonMerge($, $, false)", "States.Format('{}{}', $.a)", "States.Format('\\\\{', $)",
        "A", "B", "D", "E", "P", "Pass", "Task", "Map", "Parallel", "Wait", "Choice", "Fail", "Succeed", "JSONata", "DISTRIBUTED", "2024-02-03T04:05:06Z", "9999-12-31T23:59:59Z", "{% $states %}", "", "\0", "é😀",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1.5", "1e308", "1e999", "99999999999999999999999999", "[]", "{}", "[null]", "\"\"", "[[[[[[1]]]]]]", """{"a.$":"$"}""", """{"a.$":"$.nope"}""", """{"a.$":7}""", """{"":{"":""}}""",
    ];

    /// <returns>Whether the mutant was accepted and run; otherwise it was refused with at least one fault.</returns>
    /// <exception cref="InvalidOperationException">It was refused without a fault, or did not come to an end.</exception>
    public static bool Try(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var definition = MutateText(random, Mutate(random, Json.Parse(Seeds[random.Next(Seeds.Length)])).ToString());
        StateMachine machine;
        try
        {
            machine = StateMachine.Parse(definition);
        }
        catch (InvalidDefinitionException exception)
        {
            return exception.Diagnostics.Count == 0 ? throw new InvalidOperationException($"It was refused without a fault: {definition}") : false;
        }

        var input = Mutate(random, Json.Parse(Inputs[random.Next(Inputs.Length)]));
        try
        {
            Play(random, machine, input);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"The definition {definition} with the input {input} threw.", exception);
        }

        return true;
    }

    private static void Play(Random random, StateMachine machine, Json input)
    {
        var info = new ExecutionInfo { Id = "arn:aws:states:us-east-1:123456789012:execution:m:e", Name = "e", StateMachineId = "arn:aws:states:us-east-1:123456789012:stateMachine:m", StateMachineName = "m" };
        var host = new ExecutionHost { MaxEvents = 500 };
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var execution = Execution.Start(machine, info, input, now, host);
        for (var moves = 0; execution.Status == ExecutionStatus.Running; moves++)
        {
            if (moves > MaxMoves)
            {
                throw new InvalidOperationException("It does not come to an end.");
            }

            execution = Execution.Restore(machine, info, execution.Save(), host) is var restored && random.Next(4) == 0 ? Transfer(execution, restored) : execution;
            var tasks = execution.TakeTasks();
            foreach (var task in tasks)
            {
                switch (random.Next(5))
                {
                    case 0:
                        execution.TaskFailed(task.Id, random.Next(3) switch { 0 => null, 1 => "E1", _ => "E2" }, "cause", now);
                        break;
                    case 1:
                        execution.TaskSubmitted(task.Id, Json.EmptyObject, now);
                        execution.Heartbeat(task.Id, now);
                        break;
                    default:
                        execution.TaskSucceeded(task.Id, Mutate(random, Json.Parse("""{"Payload":{"a":[1,2]},"a":"b"}""")), now);
                        break;
                }
            }

            if (execution.WakeAt is { } at)
            {
                now = at > now ? at : now;
                execution.Wake(now);
            }
            else if (tasks.Count == 0)
            {
                execution.Abort(null, null, now);
            }
        }

        foreach (var item in execution.TakeEvents())
        {
            using var writer = new Utf8JsonWriter(Stream.Null);
            item.WriteTo(writer);
        }
    }

    /// <summary>What was not taken yet is not saved: a host takes it first. So only an execution with nothing to take changes over.</summary>
    private static Execution Transfer(Execution execution, Execution restored)
    {
        if (execution.TakeTasks() is { Count: > 0 } tasks)
        {
            foreach (var task in tasks)
            {
                restored.TaskSucceeded(task.Id, task.Input, restored.StartedAt);
            }
        }

        return restored;
    }

    private static Json Mutate(Random random, Json json)
    {
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            json = MutateOnce(random, json);
        }

        return json;
    }

    private static Json MutateOnce(Random random, Json json)
    {
        if (json.Count > 0 && random.Next(8) > 0)
        {
            var at = random.Next(json.Count);
            if (json.IsArray)
            {
                var items = json.Items.ToList();
                Change(random, items, at, item => MutateOnce(random, item));
                return Json.Of(items);
            }

            var members = json.Names.Select((name, i) => KeyValuePair.Create(name, json[i])).ToList();
            if (random.Next(6) == 0)
            {
                members[at] = new(random.Next(2) == 0 ? Bits[random.Next(Bits.Length)] : json.Names[random.Next(json.Count)] + "Path", members[at].Value);
            }
            else
            {
                Change(random, members, at, member => new(member.Key, MutateOnce(random, member.Value)));
            }

            return Json.ObjectOf(members);
        }

        return random.Next(3) switch
        {
            0 => Json.Of(Bits[random.Next(Bits.Length)]),
            1 => Json.Parse(Values[random.Next(Values.Length)].Replace("1e999", "9", StringComparison.Ordinal)),
            _ when json.IsString && json.AsString().Length > 0 => Json.Of(Cut(random, json.AsString())),
            _ => Json.Of(random.Next(-3, 1000).ToString(CultureInfo.InvariantCulture)),
        };
    }

    private static void Change<T>(Random random, List<T> items, int at, Func<T, T> change)
    {
        switch (random.Next(6))
        {
            case 0:
                items.RemoveAt(at);
                break;
            case 1:
                items.Add(items[at]);
                break;
            default:
                items[at] = change(items[at]);
                break;
        }
    }

    private static string Cut(Random random, string text) =>
        new(text.Where((_, i) => !char.IsSurrogate(text[i]) && random.Next(6) > 0).ToArray());

    /// <summary>Sometimes the text itself is broken: cut, doubled, nested without end.</summary>
    private static string MutateText(Random random, string text)
    {
        switch (random.Next(40))
        {
            case 0:
                return text[..random.Next(text.Length)];
            case 1:
                var deep = random.Next(1, 3_000);
                return text.Replace("\"Type\":\"Pass\"", $"\"Type\":\"Pass\",\"Result\":{new string('[', deep)}{new string(']', deep)}", StringComparison.Ordinal);
            case 2:
                var broken = new StringBuilder(text);
                broken[random.Next(broken.Length)] = (char)random.Next(32, 127);
                return broken.ToString();
            case 3:
                return text.Replace("\"$\"", "\"$" + string.Concat(Enumerable.Repeat(".a[0]", random.Next(5_000))) + "\"", StringComparison.Ordinal);
            case 4:
                return text.Replace("600", "1e999", StringComparison.Ordinal).Replace("1.5", "1e999", StringComparison.Ordinal);
            default:
                return text;
        }
    }
}
