using System.Text.Json;

namespace TasksService.StatesLanguage;

/// <content>To a text and back, at any point between two calls.</content>
public sealed partial class Execution
{
    private const long Version = 1;

    /// <summary>Data of the greatest depth, inside branches inside branches.</summary>
    private const int MaxSavedDepth = 4 * Json.MaxDepth;

    /// <summary>The whole state of the execution as compact JSON. What was not taken yet (events, tasks, cancellations) is not in it.</summary>
    public string Save()
    {
        var members = new List<KeyValuePair<string, Json>>
        {
            new("version", Json.Of(Version)),
            new("status", Json.Of((long)Status)),
            new("input", Input),
            new("startedAt", Instant(StartedAt)),
            new("now", Instant(_now)),
            new("events", Json.Of(_history.LastId)),
            new("tasks", Json.Of(_taskCount)),
        };
        if (Status == ExecutionStatus.Running)
        {
            members.Add(new("root", Save(_root)));
        }
        else
        {
            members.Add(new("stoppedAt", Instant(StoppedAt!.Value)));
            members.Add(new("error", Json.OfNullable(Error)));
            members.Add(new("cause", Json.OfNullable(Cause)));
            if (Output is not null)
            {
                members.Add(new("output", Output));
            }
        }

        return Json.ObjectOf(members).ToString();
    }

    /// <param name="machine">The machine it was started with, parsed from the same definition.</param>
    /// <exception cref="FormatException">The text was not saved by <see cref="Save"/>, or for another machine.</exception>
    public static Execution Restore(StateMachine machine, ExecutionInfo info, string saved, ExecutionHost? host = null)
    {
        try
        {
            var json = Json.Parse(saved, MaxSavedDepth);
            if (WholeOf(json, "version") != Version)
            {
                throw new FormatException("The execution was saved by another version.");
            }

            var execution = new Execution(machine, info, host ?? new(), Member(json, "input"), InstantOf(json, "startedAt"))
            {
                Status = (ExecutionStatus)WholeOf(json, "status"),
                _now = InstantOf(json, "now"),
                _taskCount = WholeOf(json, "tasks"),
            };
            execution._history.LastId = WholeOf(json, "events");
            if (execution.Status == ExecutionStatus.Running)
            {
                execution.Restore(execution._root, Member(json, "root"));
            }
            else
            {
                execution.StoppedAt = InstantOf(json, "stoppedAt");
                execution.Error = json["error"]?.TextOrNull();
                execution.Cause = json["cause"]?.TextOrNull();
                execution.Output = json["output"];
                execution._root.Phase = BranchPhase.Ended;
            }

            return execution;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or ArgumentException or InvalidOperationException or InvalidCastException or IndexOutOfRangeException)
        {
            throw new FormatException("The text is not a saved execution of this machine.", exception);
        }
    }

    private static Json Save(Branch branch)
    {
        var members = new List<KeyValuePair<string, Json>>
        {
            new("state", Json.Of(branch.State.Name)),
            new("phase", Json.Of((long)branch.Phase)),
            new("input", branch.Input),
            new("enteredAt", Instant(branch.EnteredAt)),
            new("entered", Json.Of(branch.EnteredEventId)),
            new("last", Json.Of(branch.LastEventId)),
        };
        if (branch.Variables.Count > 0 && !ReferenceEquals(branch.Variables, branch.Parent?.Variables))
        {
            members.Add(new("variables", branch.Variables));
        }

        if (branch.RetryCounts is { } counts)
        {
            members.Add(new("retryCount", Json.Of((long)branch.RetryCount)));
            members.Add(new("retries", Json.Of(counts.Select(static count => Json.Of((long)count)))));
        }

        if (branch.Phase is BranchPhase.Waiting or BranchPhase.BackingOff)
        {
            members.Add(new("dueAt", Instant(branch.DueAt)));
        }

        if (branch.Task is { } task)
        {
            members.Add(new("task", Save(task, branch.Input)));
        }

        if (branch.Fork is { } fork)
        {
            members.Add(new("fork", Save(fork)));
        }

        return Json.ObjectOf(members);
    }

    private static Json Save(ActiveTask task, Json stateInput)
    {
        var saved = Json.ObjectOf(
            ("id", Json.Of(task.Id)),
            ("timeout", Span(task.Request.Timeout)),
            ("timeoutAt", Instant(task.TimeoutAt)),
            ("heartbeat", Span(task.Request.Heartbeat)),
            ("heartbeatAt", Instant(task.HeartbeatAt)),
            ("started", Json.Of(task.IsStarted)),
            ("submitted", Json.Of(task.IsSubmitted)),
            ("token", Json.OfNullable(task.Request.Token)));
        if (!ReferenceEquals(task.Request.Input, stateInput))
        {
            saved = saved.With("input", task.Request.Input);
        }

        return task.Request.Credentials is { } credentials ? saved.With("credentials", credentials) : saved;
    }

    private static Json Save(Fork fork)
    {
        var done = new List<Json>();
        for (var i = 0; i < fork.Results.Length; i++)
        {
            if (fork.Results[i] is { } result)
            {
                done.Add(Json.Array(Json.Of((long)i), result));
            }
        }

        return Json.ObjectOf(
            ("items", fork.Items),
            ("input", fork.Input),
            ("length", Json.Of((long)fork.Results.Length)),
            ("results", Json.Of(done)),
            ("started", Json.Of((long)fork.Started)),
            ("failed", Json.Of((long)fork.Failed)),
            ("maxRunning", Json.Of((long)fork.MaxRunning)),
            ("tolerated", fork.ToleratedFailures is { } tolerated ? Json.Of(tolerated) : Json.Null),
            ("running", Json.Of(fork.Running.Select(static child => Json.Array(Json.Of((long)child.Index), Save(child))))));
    }

    private void Restore(Branch branch, Json json)
    {
        branch.State = branch.Graph[Member(json, "state").AsString()];
        branch.Phase = (BranchPhase)WholeOf(json, "phase");
        branch.Input = Member(json, "input");
        branch.EnteredAt = InstantOf(json, "enteredAt");
        branch.EnteredEventId = WholeOf(json, "entered");
        branch.LastEventId = WholeOf(json, "last");
        branch.Variables = json["variables"] ?? branch.Parent?.Variables ?? Json.EmptyObject;
        if (json["retries"] is { } counts)
        {
            branch.RetryCount = (int)WholeOf(json, "retryCount");
            branch.RetryCounts = [.. counts.Items.Select(static count => (int)count.AsDouble())];
        }

        if (json["dueAt"] is not null)
        {
            branch.DueAt = InstantOf(json, "dueAt");
        }

        if (json["task"] is { } task)
        {
            branch.Task = Restore(task, branch);
            _tasks.Add(branch.Task.Id, branch);
        }

        if (json["fork"] is { } fork)
        {
            Restore(branch, fork, branch.State as MapState);
        }
    }

    private static ActiveTask Restore(Json json, Branch branch)
    {
        var state = (TaskState)branch.State;
        var request = new TaskRequest(
            Member(json, "id").AsString(), state.Name, state.Resource, json["input"] ?? branch.Input,
            SpanOf(json, "timeout"), SpanOf(json, "heartbeat"), Member(json, "token").TextOrNull(), json["credentials"]);
        var task = new ActiveTask(request, NullableInstantOf(json, "timeoutAt"))
        {
            IsStarted = Member(json, "started").Equals(Json.True),
            IsSubmitted = Member(json, "submitted").Equals(Json.True),
        };
        task.RestoreHeartbeat(NullableInstantOf(json, "heartbeatAt"));
        return task;
    }

    private void Restore(Branch branch, Json json, MapState? map)
    {
        var tolerated = Member(json, "tolerated");
        var fork = branch.Fork = new(new Json?[(int)WholeOf(json, "length")])
        {
            Items = Member(json, "items"),
            Input = Member(json, "input"),
            Started = (int)WholeOf(json, "started"),
            Failed = (int)WholeOf(json, "failed"),
            MaxRunning = (int)WholeOf(json, "maxRunning"),
            ToleratedFailures = tolerated.IsNumber ? tolerated.AsDouble() : null,
        };
        foreach (var result in Member(json, "results").Items)
        {
            fork.Results[(int)result[0].AsDouble()] = result[1];
            fork.Done++;
        }

        foreach (var saved in Member(json, "running").Items)
        {
            var index = (int)saved[0].AsDouble();
            var child = new Branch(map is null ? ((ParallelState)branch.State).Branches[index] : map.Processor, branch, index)
            {
                MapContext = map is null ? branch.MapContext : MapContextOf(index, fork.Items[index]),
            };
            fork.Running.Add(child);
            Restore(child, saved[1]);
        }
    }

    private static Json Instant(DateTimeOffset? instant) => instant is { } at ? Json.Of(at.UtcTicks) : Json.Null;

    private static Json Span(TimeSpan? span) => span is { } time ? Json.Of(time.Ticks) : Json.Null;

    private static TimeSpan? SpanOf(Json json, string name) => Member(json, name).IsNull ? null : TimeSpan.FromTicks(WholeOf(json, name));

    private static Json Member(Json json, string name) => json[name] ?? throw new KeyNotFoundException($"It has no '{name}'.");

    private static long WholeOf(Json json, string name) =>
        Member(json, name).TryGetInt64(out var value) ? value : throw new KeyNotFoundException($"Its '{name}' is no whole number.");

    private static DateTimeOffset InstantOf(Json json, string name) => new(WholeOf(json, name), TimeSpan.Zero);

    private static DateTimeOffset? NullableInstantOf(Json json, string name) => Member(json, name).IsNull ? null : InstantOf(json, name);
}
