using System.Text.Json;

namespace TasksService.StatesLanguage;

/// <summary>Reads a definition, collecting every fault instead of stopping at the first.</summary>
internal sealed class DefinitionParser(StateMachineType type)
{
    private const long MaxSeconds = 99_999_999;
    private const int MaxDefinitionSize = 1_048_576;
    private const int MaxStateName = 80;
    private const int MaxVariableName = 80;

    private static readonly string[] MachineFields = ["Comment", "StartAt", "States", "Version", "TimeoutSeconds", "QueryLanguage"];
    private static readonly string[] BranchFields = ["Comment", "StartAt", "States", "QueryLanguage"];
    private static readonly string[] ProcessorFields = ["Comment", "StartAt", "States", "QueryLanguage", "ProcessorConfig"];
    private static readonly string[] RequiredOfGraph = ["StartAt", "States"];
    private static readonly string[] AnyState = ["Type", "Comment", "QueryLanguage"];
    private static readonly string[] Flow = ["Next", "End"];
    private static readonly string[] Paths = ["InputPath", "OutputPath"];
    private static readonly string[] Work = ["Parameters", "ResultSelector", "ResultPath", "Retry", "Catch", "Assign"];
    private static readonly string[] JsonataFields = ["Arguments", "Output", "Items", "Condition"];
    private static readonly string[] DistributedFields = ["ItemReader", "ItemBatcher", "ResultWriter", "Label"];

    private static readonly Dictionary<string, string[]> StateFields = new(StringComparer.Ordinal)
    {
        ["Pass"] = [.. AnyState, .. Flow, .. Paths, "Parameters", "Result", "ResultPath", "Assign"],
        ["Task"] = [.. AnyState, .. Flow, .. Paths, .. Work, "Resource", "Credentials", "TimeoutSeconds", "TimeoutSecondsPath", "HeartbeatSeconds", "HeartbeatSecondsPath"],
        ["Choice"] = [.. AnyState, .. Paths, "Choices", "Default", "Assign"],
        ["Wait"] = [.. AnyState, .. Flow, .. Paths, "Seconds", "SecondsPath", "Timestamp", "TimestampPath", "Assign"],
        ["Succeed"] = [.. AnyState, .. Paths],
        ["Fail"] = [.. AnyState, "Error", "ErrorPath", "Cause", "CausePath"],
        ["Parallel"] = [.. AnyState, .. Flow, .. Paths, .. Work, "Branches"],
        ["Map"] =
        [
            .. AnyState, .. Flow, .. Paths, .. Work, "ItemsPath", "ItemSelector", "ItemProcessor", "Iterator", "MaxConcurrency", "MaxConcurrencyPath",
            "ToleratedFailurePercentage", "ToleratedFailurePercentagePath", "ToleratedFailureCount", "ToleratedFailureCountPath", .. DistributedFields,
        ],
    };

    private readonly List<Diagnostic> _diagnostics = [];
    private readonly List<TaskResource> _resources = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <returns><see langword="null"/> when there are faults; <see cref="Diagnostics"/> then has them all.</returns>
    public StateMachine? Parse(string definition)
    {
        Json json;
        try
        {
            json = Json.Parse(definition);
        }
        catch (JsonException)
        {
            json = Json.Null;
        }

        if (!json.IsObject)
        {
            Add(Diagnostic.SchemaValidationFailed, "Definition must be a valid JSON object", null);
            return null;
        }

        if (json.Size > MaxDefinitionSize)
        {
            Fault($"The definition is larger than {MaxDefinitionSize} bytes", "");
            return null;
        }

        if (IsJsonata(json, ""))
        {
            return null;
        }

        OnlyFields(json, MachineFields, "");
        Text(json, "Comment", "");
        if (Text(json, "Version", "") is { } version && version != "1.0")
        {
            Fault("Version must be '1.0'", "/Version");
        }

        var seconds = Whole(json, "TimeoutSeconds", "", 1, MaxSeconds);
        var graph = ReadGraph(json, "");
        return graph is null || _diagnostics.Count > 0
            ? null
            : new(graph, seconds is { } timeout ? TimeSpan.FromSeconds(timeout) : null, json["Comment"]?.TextOrNull(), _resources, definition);
    }

    private StateGraph? ReadGraph(Json json, string at)
    {
        var missing = RequiredOfGraph.Where(field => json[field] is null).ToList();
        if (missing.Count > 0)
        {
            Fault($"These fields are required: [{string.Join(", ", missing)}]", at);
            return null;
        }

        var startAt = Text(json, "StartAt", at);
        var states = json["States"]!;
        if (!states.IsObject || states.Count == 0)
        {
            Fault(states.IsObject ? "There must be at least one state" : "Expected value of type Object", $"{at}/States");
            return null;
        }

        var names = states.Names.ToHashSet(StringComparer.Ordinal);
        if (startAt is not null && !names.Contains(startAt))
        {
            Add(Diagnostic.MissingTransitionTarget, $"Missing 'StartAt' target: {startAt}", $"{at}/StartAt");
        }

        var transitions = new Transitions(names);
        var read = new Dictionary<string, State>(StringComparer.Ordinal);
        for (var i = 0; i < states.Count; i++)
        {
            var name = states.Names[i];
            var place = $"{at}/States/{name}";
            if (name.Length is 0 or > MaxStateName)
            {
                Fault($"A state's name must have 1 to {MaxStateName} characters", place);
            }

            if (!_names.Add(name))
            {
                Add(Diagnostic.DuplicateStateName, $"Duplicate state name: {name}", place);
            }

            transitions.From = name;
            if (ReadState(name, states[i], place, transitions) is { } state)
            {
                read.Add(name, state);
            }
        }

        if (startAt is null || !names.Contains(startAt) || transitions.HasGaps || read.Count < states.Count)
        {
            return null;
        }

        foreach (var name in transitions.Unreachable(startAt))
        {
            Add(Diagnostic.MissingTransitionTarget, $"State \"{name}\" is not reachable.", $"{at}/States/{name}");
        }

        return new(startAt, read);
    }

    private State? ReadState(string name, Json json, string at, Transitions transitions)
    {
        if (!json.IsObject)
        {
            Fault("Expected value of type Object", at);
            transitions.HasGaps = true;
            return null;
        }

        var stateType = json["Type"]?.TextOrNull();
        if (stateType is null || !StateFields.TryGetValue(stateType, out var fields))
        {
            Fault(json["Type"] is null
                ? "These fields are required: [Type]"
                : $"Value is not one of the supported types: [{string.Join(", ", StateFields.Keys)}]", json["Type"] is null ? at : $"{at}/Type");
            transitions.HasGaps = true;
            return null;
        }

        if (IsJsonata(json, at) | IsDistributed(json, at))
        {
            transitions.HasGaps = true;
            return null;
        }

        var faults = _diagnostics.Count;
        OnlyFields(json, fields, at);
        Text(json, "Comment", at);
        var next = fields.Contains("Next") ? ReadFlow(json, at, transitions) : null;
        State? state = stateType switch
        {
            "Pass" => new PassState
            {
                Name = name,
                Next = next,
                InputPath = NullablePath(json, "InputPath", at),
                OutputPath = NullablePath(json, "OutputPath", at),
                Parameters = ReadTemplate(json, "Parameters", at),
                ResultPath = ReadResultPath(json, at),
                Assign = ReadAssign(json, at),
                Result = json["Result"],
            },
            "Task" => ReadTask(name, next, json, at, transitions),
            "Choice" => ReadChoice(name, json, at, transitions),
            "Wait" => ReadWait(name, next, json, at),
            "Succeed" => new SucceedState { Name = name, InputPath = NullablePath(json, "InputPath", at), OutputPath = NullablePath(json, "OutputPath", at) },
            "Fail" => ReadFail(name, json, at),
            "Parallel" => ReadParallel(name, next, json, at, transitions),
            _ => ReadMap(name, next, json, at, transitions),
        };
        return _diagnostics.Count == faults ? state : null;
    }

    private TaskState? ReadTask(string name, string? next, Json json, string at, Transitions transitions)
    {
        var text = Text(json, "Resource", at);
        if (json["Resource"] is null)
        {
            Fault("These fields are required: [Resource]", at);
        }

        var resource = text is null ? null : TaskResource.TryParse(text);
        if (resource is null)
        {
            if (text is not null)
            {
                Fault("Value is not a valid resource ARN", $"{at}/Resource");
            }
        }
        else
        {
            _resources.Add(resource);
            if (type == StateMachineType.Express)
            {
                RefuseInExpress(resource, at);
            }
        }

        AtMostOne(json, "TimeoutSeconds", "TimeoutSecondsPath", at);
        AtMostOne(json, "HeartbeatSeconds", "HeartbeatSecondsPath", at);
        var timeout = Whole(json, "TimeoutSeconds", at, 1, MaxSeconds);
        var heartbeat = Whole(json, "HeartbeatSeconds", at, 1, MaxSeconds);
        if (timeout is not null && heartbeat is not null && heartbeat >= timeout)
        {
            Fault("HeartbeatSeconds must be smaller than TimeoutSeconds", $"{at}/HeartbeatSeconds");
        }

        if (json["Credentials"] is { } credentials && !(credentials.IsObject && credentials.Names.Any(static field => field is "RoleArn" or "RoleArn.$")))
        {
            Fault("The field 'RoleArn' is required but was missing", $"{at}/Credentials");
        }

        return new()
        {
            Name = name,
            Next = next,
            InputPath = NullablePath(json, "InputPath", at),
            OutputPath = NullablePath(json, "OutputPath", at),
            Parameters = ReadTemplate(json, "Parameters", at),
            ResultSelector = ReadTemplate(json, "ResultSelector", at),
            ResultPath = ReadResultPath(json, at),
            Assign = ReadAssign(json, at),
            Retry = ReadRetry(json, at),
            Catch = ReadCatch(json, at, transitions),
            Resource = resource!,
            TimeoutSeconds = timeout,
            TimeoutSecondsPath = OptionalPath(json, "TimeoutSecondsPath", at),
            HeartbeatSeconds = heartbeat,
            HeartbeatSecondsPath = OptionalPath(json, "HeartbeatSecondsPath", at),
            Credentials = ReadTemplate(json, "Credentials", at),
        };
    }

    private void RefuseInExpress(TaskResource resource, string at)
    {
        if (resource.Kind == TaskResourceKind.Activity)
        {
            Fault("Express state machine does not support activities", $"{at}/Resource");
        }
        else if (resource.IsSync)
        {
            Fault("Express state machine does not support '.sync' service integration", $"{at}/Resource");
        }
        else if (resource.WaitsForTaskToken)
        {
            Fault("Express state machine does not support '.waitForTaskToken' service integration ", $"{at}/Resource");
        }
    }

    private WaitState ReadWait(string name, string? next, Json json, string at)
    {
        string[] forms = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"];
        if (forms.Count(form => json[form] is not null) != 1)
        {
            Fault($"Exactly one of these fields is required: [{string.Join(", ", forms)}]", at);
        }

        DateTimeOffset? timestamp = null;
        if (json["Timestamp"] is { } value)
        {
            timestamp = Timestamp.TryParse(value.TextOrNull());
            if (timestamp is null)
            {
                Fault(value.IsString ? "String does not match RFC3339 timestamp" : "Expected value of type String", $"{at}/Timestamp");
            }
        }

        return new()
        {
            Name = name,
            Next = next,
            InputPath = NullablePath(json, "InputPath", at),
            OutputPath = NullablePath(json, "OutputPath", at),
            Assign = ReadAssign(json, at),
            Seconds = Whole(json, "Seconds", at, 0, MaxSeconds),
            SecondsPath = OptionalPath(json, "SecondsPath", at),
            Timestamp = timestamp,
            TimestampPath = OptionalPath(json, "TimestampPath", at),
        };
    }

    private FailState ReadFail(string name, Json json, string at)
    {
        AtMostOne(json, "Error", "ErrorPath", at);
        AtMostOne(json, "Cause", "CausePath", at);
        return new()
        {
            Name = name,
            Error = Text(json, "Error", at),
            ErrorPath = OptionalExpression(json, "ErrorPath", at),
            Cause = Text(json, "Cause", at),
            CausePath = OptionalExpression(json, "CausePath", at),
        };
    }

    private ParallelState ReadParallel(string name, string? next, Json json, string at, Transitions transitions)
    {
        var branches = new List<StateGraph>();
        if (json["Branches"] is not { IsArray: true, Count: > 0 } list)
        {
            Fault(json["Branches"] is null ? "These fields are required: [Branches]" : "Expected a non-empty array of branches", json["Branches"] is null ? at : $"{at}/Branches");
        }
        else
        {
            for (var i = 0; i < list.Count; i++)
            {
                if (ReadSubgraph(list[i], BranchFields, $"{at}/Branches[{i}]") is { } graph)
                {
                    branches.Add(graph);
                }
            }
        }

        return new()
        {
            Name = name,
            Next = next,
            InputPath = NullablePath(json, "InputPath", at),
            OutputPath = NullablePath(json, "OutputPath", at),
            Parameters = ReadTemplate(json, "Parameters", at),
            ResultSelector = ReadTemplate(json, "ResultSelector", at),
            ResultPath = ReadResultPath(json, at),
            Assign = ReadAssign(json, at),
            Retry = ReadRetry(json, at),
            Catch = ReadCatch(json, at, transitions),
            Branches = [.. branches],
        };
    }

    private MapState? ReadMap(string name, string? next, Json json, string at, Transitions transitions)
    {
        AtMostOne(json, "ItemProcessor", "Iterator", at);
        AtMostOne(json, "ItemSelector", "Parameters", at);
        AtMostOne(json, "MaxConcurrency", "MaxConcurrencyPath", at);
        AtMostOne(json, "ToleratedFailureCount", "ToleratedFailureCountPath", at);
        AtMostOne(json, "ToleratedFailurePercentage", "ToleratedFailurePercentagePath", at);
        StateGraph? processor = null;
        if (json["ItemProcessor"] is { } current)
        {
            processor = ReadSubgraph(current, ProcessorFields, $"{at}/ItemProcessor");
        }
        else if (json["Iterator"] is { } legacy)
        {
            processor = ReadSubgraph(legacy, ProcessorFields, $"{at}/Iterator");
        }
        else
        {
            Fault("These fields are required: [ItemProcessor]", at);
        }

        var percentage = json["ToleratedFailurePercentage"];
        if (percentage is not null && !(percentage.IsNumber && percentage.AsDouble() is >= 0 and <= 100))
        {
            Fault("ToleratedFailurePercentage must be between 0 and 100", $"{at}/ToleratedFailurePercentage");
            percentage = null;
        }

        return processor is null ? null : new()
        {
            Name = name,
            Next = next,
            InputPath = NullablePath(json, "InputPath", at),
            OutputPath = NullablePath(json, "OutputPath", at),
            ResultSelector = ReadTemplate(json, "ResultSelector", at),
            ResultPath = ReadResultPath(json, at),
            Assign = ReadAssign(json, at),
            Retry = ReadRetry(json, at),
            Catch = ReadCatch(json, at, transitions),
            Processor = processor,
            ItemsPath = OptionalPath(json, "ItemsPath", at) ?? PathExpression.Root,
            ItemSelector = ReadTemplate(json, "ItemSelector", at) ?? ReadTemplate(json, "Parameters", at),
            MaxConcurrency = Whole(json, "MaxConcurrency", at, 0, int.MaxValue),
            MaxConcurrencyPath = OptionalPath(json, "MaxConcurrencyPath", at),
            ToleratedFailureCount = Whole(json, "ToleratedFailureCount", at, 0, int.MaxValue),
            ToleratedFailureCountPath = OptionalPath(json, "ToleratedFailureCountPath", at),
            ToleratedFailurePercentage = percentage?.AsDouble(),
            ToleratedFailurePercentagePath = OptionalPath(json, "ToleratedFailurePercentagePath", at),
        };
    }

    private StateGraph? ReadSubgraph(Json json, string[] fields, string at)
    {
        if (!json.IsObject)
        {
            Fault("Expected value of type Object", at);
            return null;
        }

        if (IsJsonata(json, at))
        {
            return null;
        }

        OnlyFields(json, fields, at);
        if (json["ProcessorConfig"] is { } config)
        {
            // DISTRIBUTED was refused with the state.
            if (!config.IsObject)
            {
                Fault("Expected value of type Object", $"{at}/ProcessorConfig");
            }
            else if (config["Mode"] is { } mode && mode.TextOrNull() != "INLINE")
            {
                Fault("Value is not one of: [INLINE, DISTRIBUTED]", $"{at}/ProcessorConfig/Mode");
            }
        }

        return ReadGraph(json, at);
    }

    private ChoiceState? ReadChoice(string name, Json json, string at, Transitions transitions)
    {
        var fallback = Text(json, "Default", at);
        if (fallback is not null)
        {
            Target(fallback, "Default", at, transitions);
        }

        var choices = new List<Choice>();
        if (json["Choices"] is not { IsArray: true, Count: > 0 } list)
        {
            Fault(json["Choices"] is null ? "These fields are required: [Choices]" : "Expected a non-empty array of choices", json["Choices"] is null ? at : $"{at}/Choices");
        }
        else
        {
            for (var i = 0; i < list.Count; i++)
            {
                var place = $"{at}/Choices[{i}]";
                var next = list[i].IsObject ? Text(list[i], "Next", place) : null;
                if (list[i].IsObject && list[i]["Next"] is null)
                {
                    Fault("These fields are required: [Next]", place);
                }

                if (next is not null)
                {
                    Target(next, "Next", place, transitions);
                }

                if (ReadRule(list[i], place, isTop: true) is { } rule && next is not null)
                {
                    choices.Add(new(rule, next, ReadAssign(list[i], place)));
                }
            }
        }

        return new()
        {
            Name = name,
            InputPath = NullablePath(json, "InputPath", at),
            OutputPath = NullablePath(json, "OutputPath", at),
            Assign = ReadAssign(json, at),
            Choices = [.. choices],
            Default = fallback,
        };
    }

    private Rule? ReadRule(Json json, string at, bool isTop)
    {
        if (!json.IsObject)
        {
            Fault("Expected value of type Object", at);
            return null;
        }

        string[] around = isTop ? ["Next", "Comment", "Assign"] : ["Comment"];
        var tests = json.Names.Where(field => !around.Contains(field) && field != "Variable").ToList();
        if (tests is [var only] && only is "And" or "Or" or "Not")
        {
            if (json["Variable"] is not null)
            {
                Fault($"Variable and {only} exclude each other", at);
                return null;
            }

            return ReadCombination(only, json[only]!, $"{at}/{only}");
        }

        if (json["Condition"] is not null)
        {
            Fault("The field 'Condition' is only supported with QueryLanguage JSONata", $"{at}/Condition");
            return null;
        }

        if (json["Variable"] is null)
        {
            Fault("These fields are required: [Variable]", at);
            return null;
        }

        var variable = OptionalPath(json, "Variable", at);
        if (tests is not [var name])
        {
            Fault(tests.Count == 0 ? "A choice rule needs a comparison" : "A choice rule can have one comparison only", at);
            return null;
        }

        if (DataTest.Find(name, out var isPath) is not { } test)
        {
            Fault($"Field '{name}' is not supported", $"{at}/{name}");
            return null;
        }

        var operand = json[name]!;
        if (isPath)
        {
            return OptionalPath(json, name, at) is { } path && variable is not null ? new PathTestRule(variable, test.Holds, path) : null;
        }

        var fits = test.Operand switch
        {
            DataTestOperand.Boolean => operand.IsBoolean,
            DataTestOperand.Number => operand.IsNumber,
            DataTestOperand.Timestamp => Timestamp.TryParse(operand.TextOrNull()) is not null,
            _ => operand.IsString,
        };
        if (!fits)
        {
            Fault(test.Operand == DataTestOperand.Timestamp && operand.IsString ? "String does not match RFC3339 timestamp" : $"Expected value of type {test.Operand}", $"{at}/{name}");
            return null;
        }

        return variable is null ? null
            : name == DataTest.IsPresent ? new PresenceRule(variable, operand.Kind == JsonValueKind.True)
            : new DataTestRule(variable, test.Holds, operand);
    }

    private Rule? ReadCombination(string kind, Json json, string at)
    {
        if (kind == "Not")
        {
            return ReadRule(json, at, isTop: false) is { } inner ? new NotRule(inner) : null;
        }

        if (json is not { IsArray: true, Count: > 0 })
        {
            Fault("Expected a non-empty array of choice rules", at);
            return null;
        }

        var rules = json.Items.Select((item, i) => ReadRule(item, $"{at}[{i}]", isTop: false)).ToList();
        return rules.Contains(null) ? null : kind == "And" ? new AndRule([.. rules!]) : new OrRule([.. rules!]);
    }

    private Retrier[] ReadRetry(Json json, string at)
    {
        if (json["Retry"] is not { } list)
        {
            return [];
        }

        string[] fields = ["Comment", "ErrorEquals", "IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxDelaySeconds", "JitterStrategy"];
        var retriers = new List<Retrier>();
        foreach (var (entry, place, isLast) in Entries(list, $"{at}/Retry"))
        {
            OnlyFields(entry, fields, place);
            var interval = Whole(entry, "IntervalSeconds", place, 1, MaxSeconds);
            var attempts = Whole(entry, "MaxAttempts", place, 0, MaxSeconds);
            var delay = Whole(entry, "MaxDelaySeconds", place, 1, 31_622_400 - 1);
            var rate = entry["BackoffRate"];
            if (rate is not null && !(rate.IsNumber && rate.AsDouble() is >= 1.0 and < double.PositiveInfinity))
            {
                Fault("BackoffRate must be a number of at least 1.0", $"{place}/BackoffRate");
                rate = null;
            }

            if (delay is not null && delay <= (interval ?? 1))
            {
                Fault("MaxDelaySeconds must be larger than IntervalSeconds", $"{place}/MaxDelaySeconds");
            }

            var jitter = Text(entry, "JitterStrategy", place);
            if (jitter is not (null or "FULL" or "NONE"))
            {
                Fault("Value is not one of: [FULL, NONE]", $"{place}/JitterStrategy");
            }

            retriers.Add(new(ReadErrorEquals(entry, place, isLast), interval ?? 1, attempts ?? 3, rate?.AsDouble() ?? 2.0, delay, jitter == "FULL"));
        }

        return [.. retriers];
    }

    private Catcher[] ReadCatch(Json json, string at, Transitions transitions)
    {
        if (json["Catch"] is not { } list)
        {
            return [];
        }

        var catchers = new List<Catcher>();
        foreach (var (entry, place, isLast) in Entries(list, $"{at}/Catch"))
        {
            OnlyFields(entry, ["Comment", "ErrorEquals", "Next", "ResultPath", "Assign"], place);
            var next = Text(entry, "Next", place);
            if (entry["Next"] is null)
            {
                Fault("These fields are required: [Next]", place);
            }

            if (next is not null)
            {
                Target(next, "Next", place, transitions);
            }

            catchers.Add(new(ReadErrorEquals(entry, place, isLast), next ?? "", ReadResultPath(entry, place), ReadAssign(entry, place)));
        }

        return [.. catchers];
    }

    private List<(Json Entry, string At, bool IsLast)> Entries(Json list, string at)
    {
        if (!list.IsArray)
        {
            Fault("Expected value of type Array", at);
            return [];
        }

        var entries = new List<(Json, string, bool)>();
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i].IsObject)
            {
                entries.Add((list[i], $"{at}[{i}]", i == list.Count - 1));
            }
            else
            {
                Fault("Expected value of type Object", $"{at}[{i}]");
            }
        }

        return entries;
    }

    private string[] ReadErrorEquals(Json entry, string at, bool isLast)
    {
        if (entry["ErrorEquals"] is not { IsArray: true, Count: > 0 } list || !list.Items.All(static item => item.IsString))
        {
            Fault(entry["ErrorEquals"] is null ? "These fields are required: [ErrorEquals]" : "Expected a non-empty array of error names", entry["ErrorEquals"] is null ? at : $"{at}/ErrorEquals");
            return [];
        }

        string[] names = [.. list.Items.Select(static item => item.AsString())];
        if (names.Contains(ErrorName.All) && (names.Length > 1 || !isLast))
        {
            Fault($"{ErrorName.All} must appear alone in ErrorEquals, and in the last entry", $"{at}/ErrorEquals");
        }

        return names;
    }

    private string? ReadFlow(Json json, string at, Transitions transitions)
    {
        var next = Text(json, "Next", at);
        var isEnd = json["End"];
        if (isEnd is { IsBoolean: false })
        {
            Fault("Expected value of type Boolean", $"{at}/End");
        }

        if (json["Next"] is not null && isEnd?.Kind == JsonValueKind.True)
        {
            Fault("Next and End exclude each other", at);
        }
        else if (json["Next"] is null && isEnd?.Kind != JsonValueKind.True)
        {
            Fault("One of these fields is required: [Next, End]", at);
        }

        if (next is not null)
        {
            Target(next, "Next", at, transitions);
        }

        return next;
    }

    private void Target(string state, string field, string at, Transitions transitions)
    {
        if (!transitions.Add(state))
        {
            Add(Diagnostic.MissingTransitionTarget, $"Missing '{field}' target: {state}", $"{at}/{field}");
            transitions.HasGaps = true;
        }
    }

    private Template? ReadAssign(Json json, string at)
    {
        if (json["Assign"] is not { } assign)
        {
            return null;
        }

        if (!assign.IsObject)
        {
            Fault("Expected value of type Object", $"{at}/Assign");
            return null;
        }

        foreach (var field in assign.Names)
        {
            var name = field.EndsWith(".$", StringComparison.Ordinal) ? field[..^2] : field;
            if (name.Length is 0 or > MaxVariableName || name == "states" || !(char.IsLetter(name[0]) || name[0] == '_') || !name.All(static c => char.IsLetterOrDigit(c) || c == '_'))
            {
                Fault($"'{name}' is not a valid variable name", $"{at}/Assign");
            }
        }

        return ReadTemplate(json, "Assign", at);
    }

    private Template? ReadTemplate(Json json, string field, string at) => json[field] is { } value
        ? Template.Parse(value, name => Fault($"The value for the field '{name}' must be a valid JSONPath or a valid intrinsic function call", $"{at}/{field}"))
        : null;

    private ResultTarget? ReadResultPath(Json json, string at)
    {
        if (json["ResultPath"] is not { } value)
        {
            return ResultTarget.Root;
        }

        if (value.IsNull)
        {
            return null;
        }

        if (value.TextOrNull() is { } text && TryPath(text) is { IsReference: true } path)
        {
            return new(text, path.Path);
        }

        Fault("Value is not a valid Reference Path", $"{at}/ResultPath");
        return ResultTarget.Root;
    }

    private PathExpression? NullablePath(Json json, string field, string at) => json[field] switch
    {
        null => PathExpression.Root,
        { IsNull: true } => null,
        _ => OptionalPath(json, field, at),
    };

    private PathExpression? OptionalPath(Json json, string field, string at)
    {
        if (json[field] is not { } value)
        {
            return null;
        }

        if (value.TextOrNull() is { } text && TryPath(text) is { } path)
        {
            return path;
        }

        Fault("Value is not a valid JSONPath", $"{at}/{field}");
        return null;
    }

    private Expression? OptionalExpression(Json json, string field, string at)
    {
        if (json[field] is not { } value)
        {
            return null;
        }

        try
        {
            return Expression.Parse(value.TextOrNull() ?? "");
        }
        catch (FormatException)
        {
            Fault($"The value for the field '{field}' must be a valid JSONPath or a valid intrinsic function call", $"{at}/{field}");
            return null;
        }
    }

    private static PathExpression? TryPath(string text)
    {
        try
        {
            return PathExpression.Parse(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private string? Text(Json json, string field, string at)
    {
        if (json[field] is { IsString: false })
        {
            Fault("Expected value of type String", $"{at}/{field}");
        }

        return json[field]?.TextOrNull();
    }

    private long? Whole(Json json, string field, string at, long atLeast, long atMost)
    {
        if (json[field] is not { } value)
        {
            return null;
        }

        if (!value.TryGetInt64(out var number))
        {
            Fault("Expected value of type Integer", $"{at}/{field}");
            return null;
        }

        if (number < atLeast || number > atMost)
        {
            Fault($"Value must be between {atLeast} and {atMost}", $"{at}/{field}");
            return null;
        }

        return number;
    }

    private void AtMostOne(Json json, string first, string second, string at)
    {
        if (json[first] is not null && json[second] is not null)
        {
            Fault($"{first} and {second} exclude each other", at);
        }
    }

    private void OnlyFields(Json json, string[] allowed, string at)
    {
        foreach (var name in json.Names)
        {
            if (!allowed.Contains(name))
            {
                Fault(JsonataFields.Contains(name) ? $"The field '{name}' is only supported with QueryLanguage JSONata" : $"Field '{name}' is not supported", $"{at}/{name}");
            }
        }
    }

    private bool IsJsonata(Json json, string at)
    {
        switch (json["QueryLanguage"]?.TextOrNull())
        {
            case "JSONata":
                Add(Diagnostic.UnsupportedFeature, "The query language JSONata is not supported: this state machine can only run JSONPath", $"{at}/QueryLanguage");
                return true;
            case null when json["QueryLanguage"] is not null:
            case { } other when other != "JSONPath":
                Fault("Value is not one of: [JSONPath, JSONata]", $"{at}/QueryLanguage");
                return false;
            default:
                return false;
        }
    }

    private bool IsDistributed(Json json, string at)
    {
        if (json["Type"]?.TextOrNull() != "Map")
        {
            return false;
        }

        var features = DistributedFields.Where(field => json[field] is not null).Select(field => (Feature: field, At: $"{at}/{field}")).ToList();
        foreach (var field in new[] { "ItemProcessor", "Iterator" })
        {
            if (json[field]?["ProcessorConfig"]?["Mode"]?.TextOrNull() == "DISTRIBUTED")
            {
                features.Add(("ProcessorConfig.Mode DISTRIBUTED", $"{at}/{field}/ProcessorConfig/Mode"));
            }
        }

        foreach (var (feature, place) in features)
        {
            Add(Diagnostic.UnsupportedFeature, $"The distributed Map ({feature}) is not supported: a Map state can only run INLINE", place);
        }

        return features.Count > 0;
    }

    private void Fault(string message, string at) => Add(Diagnostic.SchemaValidationFailed, message, at);

    private void Add(string code, string message, string? at) => _diagnostics.Add(Diagnostic.Error(code, message, at is "" ? "/" : at));
}
