using System.Globalization;

namespace TasksService.StatesLanguage;

/// <content>What each state does.</content>
public sealed partial class Execution
{
    private const int MaxInlineConcurrency = 40;

    /// <summary>All variables of a branch together, in bytes: the service's limit.</summary>
    private const int MaxVariables = 10_485_760;

    /// <summary>The longest wait, in seconds: 2³¹ − 1, as the service has it.</summary>
    private const double LongestWait = int.MaxValue;

    /// <summary>What the service takes for "no timeout" is a number too, but not one to keep a timer for.</summary>
    private const long NoTimeout = 99_999_999;

    /// <summary>The members of the context object and of those in it, shared by all that are made.</summary>
    private static class ContextNames
    {
        public static readonly string[] Context = ["Execution", "StateMachine", "State"];
        public static readonly string[] Execution = ["Id", "Input", "StartTime", "Name", "RoleArn"];
        public static readonly string[] StandardExecution = [.. Execution, "RedriveCount"];
        public static readonly string[] StateMachine = ["Id", "Name"];
        public static readonly string[] State = ["Name", "EnteredTime"];
        public static readonly string[] RetriedState = [.. State, "RetryCount"];
    }

    private Scope ScopeOf(Branch branch, Json input, string? token = null) => new(input, branch.Variables, () => ContextOf(branch, token));

    private Json ContextOf(Branch branch, string? token)
    {
        Json id = Json.Of(Info.Id), startTime = Json.Of(Timestamp.Format(StartedAt)), name = Json.Of(Info.Name), roleArn = Json.Of(Info.RoleArn);
        var execution = Info.Type == StateMachineType.Standard
            ? Json.ObjectOf(ContextNames.StandardExecution, [id, Input, startTime, name, roleArn, Json.Of(0L)])
            : Json.ObjectOf(ContextNames.Execution, [id, Input, startTime, name, roleArn]);

        Json stateName = Json.Of(branch.State.Name), enteredTime = Json.Of(Timestamp.Format(branch.EnteredAt));
        var state = branch.State is TaskState or ParallelState or MapState
            ? Json.ObjectOf(ContextNames.RetriedState, [stateName, enteredTime, Json.Of((long)branch.RetryCount)])
            : Json.ObjectOf(ContextNames.State, [stateName, enteredTime]);

        var machine = Json.ObjectOf(ContextNames.StateMachine, [Json.Of(Info.StateMachineId), Json.Of(Info.StateMachineName)]);
        var context = Json.ObjectOf(ContextNames.Context, [execution, machine, state]);
        if (branch.MapContext is { } map)
        {
            context = context.With("Map", map);
        }

        return token is null ? context : context.With("Task", Json.ObjectOf(("Token", Json.Of(token))));
    }

    private void Enter(Branch branch)
    {
        branch.EnteredAt = _now;
        branch.RetryCount = 0;
        branch.RetryCounts = null;
        branch.EnteredEventId = branch.LastEventId = _history.StateEntered(branch.LastEventId, branch.State, branch.Input);
        Attempt(branch);
    }

    /// <summary>Runs the state that the branch is in, for the first time or once more.</summary>
    private void Attempt(Branch branch) => Guard(branch, static (execution, branch) =>
    {
        switch (branch.State)
        {
            case PassState pass:
                execution.Complete(branch, pass.Result ?? execution.Effective(branch));
                break;
            case TaskState task:
                execution.StartTask(branch, task);
                break;
            case ChoiceState choice:
                execution.Choose(branch, choice);
                break;
            case WaitState wait:
                execution.Wait(branch, wait);
                break;
            case SucceedState:
                execution.CompleteInput(branch);
                break;
            case FailState fail:
                execution.FailOnPurpose(branch, fail);
                break;
            case ParallelState parallel:
                execution.StartParallel(branch, parallel);
                break;
            default:
                execution.StartMap(branch, (MapState)branch.State);
                break;
        }
    });

    private void Guard(Branch branch, Action<Execution, Branch> action)
    {
        try
        {
            action(this, branch);
        }
        catch (ErrorException exception)
        {
            Fail(branch, exception);
        }
    }

    private void Guard(Branch branch, Action<Branch> action)
    {
        try
        {
            action(branch);
        }
        catch (ErrorException exception)
        {
            Fail(branch, exception);
        }
    }

    private void Guard(Branch branch, Json value, Action<Branch, Json> action)
    {
        try
        {
            action(branch, value);
        }
        catch (ErrorException exception)
        {
            Fail(branch, exception);
        }
    }

    private void Fail(Branch branch, ErrorException exception) => Fail(branch, new Failure(
        exception.Error,
        $"An error occurred while executing the state '{branch.State.Name}' (entered at the event id #{branch.EnteredEventId}). {exception.Message}"));

    /// <summary>The state's input after InputPath.</summary>
    private Json Selected(Branch branch) => branch.State.InputPath switch
    {
        null => Json.EmptyObject,
        { IsRoot: true } => branch.Input,
        var path => path.Evaluate(ScopeOf(branch, branch.Input), null),
    };

    /// <summary>The state's input after InputPath and Parameters.</summary>
    private Json Effective(Branch branch, string? token = null)
    {
        var selected = Selected(branch);
        return branch.State.Parameters is { } parameters ? parameters.Evaluate(ScopeOf(branch, selected, token)) : selected;
    }

    /// <returns>The input that the state hands on, when it is not too large for that.</returns>
    private Json Fitting(Branch branch, Json input) => !TooLarge(input) ? input : throw new ErrorException(
        ErrorName.DataLimitExceeded, $"The state/task '{branch.State.Name}' has an input with a size exceeding the maximum number of bytes service limit.");

    /// <summary>The state did its work: its result goes through ResultSelector, ResultPath and OutputPath.</summary>
    private void Complete(Branch branch, Json result)
    {
        var state = branch.State;
        var scope = ScopeOf(branch, result);
        var selected = state.ResultSelector?.Evaluate(scope) ?? result;
        var assigned = state.Assign?.Evaluate(scope);
        var output = state.ResultPath is null ? branch.Input : state.ResultPath.Put(branch.Input, selected);
        Exit(branch, Filter(branch, output), assigned, state.Next);
    }

    /// <summary>The output of a state that only passes its input on: Wait, Succeed.</summary>
    private void CompleteInput(Branch branch)
    {
        var selected = Selected(branch);
        var assigned = branch.State.Assign?.Evaluate(ScopeOf(branch, selected));
        Exit(branch, Filter(branch, selected), assigned, branch.State.Next);
    }

    private Json Filter(Branch branch, Json output) => branch.State.OutputPath switch
    {
        null => Json.EmptyObject,
        { IsRoot: true } => output,
        var path => path.Evaluate(ScopeOf(branch, output), null),
    };

    private void Exit(Branch branch, Json output, Json? assigned, string? next)
    {
        var variables = assigned is null ? branch.Variables : branch.Variables.Merge(assigned);
        if (TooLarge(output) || (assigned is not null && TooLarge(assigned)) || variables.Size > MaxVariables)
        {
            throw new ErrorException(
                ErrorName.DataLimitExceeded,
                $"The state/task '{branch.State.Name}' returned a result with a size exceeding the maximum number of bytes service limit.");
        }

        branch.LastEventId = _history.StateExited(branch.LastEventId, branch.State, output, assigned);
        branch.Fork = null;
        branch.Variables = variables;
        if (next is null)
        {
            branch.Phase = BranchPhase.Ended;
            Finish(branch, output);
            return;
        }

        branch.State = branch.Graph[next];
        branch.Input = output;
        branch.Phase = BranchPhase.Ready;
        _ready.Enqueue(branch);
    }

    private void Choose(Branch branch, ChoiceState state)
    {
        var selected = Selected(branch);
        var scope = ScopeOf(branch, selected);
        var choice = Array.Find(state.Choices, choice => choice.Rule.Holds(scope));
        if (choice is null && state.Default is null)
        {
            throw new ErrorException(ErrorName.NoChoiceMatched, "Failed to transition out of the state. The state does not point to a next state.");
        }

        var assigned = (choice is null ? state.Assign : choice.Assign)?.Evaluate(scope);
        Exit(branch, Filter(branch, selected), assigned, choice is null ? state.Default : choice.Next);
    }

    private void Wait(Branch branch, WaitState state)
    {
        var until = state.Seconds is { } seconds ? _now.AddSeconds(seconds) : state.Timestamp ?? ReadWait(branch, state);
        if ((until - _now).TotalSeconds > LongestWait)
        {
            throw ErrorException.Runtime("Wait state delay is too long.");
        }

        if (until <= _now)
        {
            CompleteInput(branch);
            return;
        }

        branch.DueAt = until;
        branch.Phase = BranchPhase.Waiting;
    }

    private DateTimeOffset ReadWait(Branch branch, WaitState state)
    {
        var scope = ScopeOf(branch, Selected(branch));
        if (state.TimestampPath is { } timestampPath)
        {
            var value = timestampPath.Evaluate(scope, null);
            return Timestamp.TryParse(value.TextOrNull()) ?? throw ErrorException.Runtime(
                $"The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: {timestampPath.Text} == {value.TextOrNull() ?? value.ToString()}");
        }

        var found = state.SecondsPath!.Evaluate(scope, null);
        var text = found.TextOrNull() ?? found.ToString();
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
        {
            throw ErrorException.Runtime($"The SecondsPath parameter cannot be parsed as a long value: {state.SecondsPath.Text} == {text}");
        }

        if (seconds < 0)
        {
            throw ErrorException.Runtime($"The SecondsPath parameter references a negative value: {state.SecondsPath.Text} == {text}");
        }

        return seconds <= LongestWait ? _now.AddSeconds(seconds) : throw ErrorException.Runtime("Wait state delay is too long.");
    }

    private void FailOnPurpose(Branch branch, FailState state)
    {
        var scope = ScopeOf(branch, branch.Input);
        var error = state.ErrorPath is null ? state.Error : ReadText(state.ErrorPath, "ErrorPath", scope);
        var cause = state.CausePath is null ? state.Cause : ReadText(state.CausePath, "CausePath", scope);
        Fail(branch, new Failure(error, cause));
    }

    private static string ReadText(Expression expression, string field, Scope scope)
    {
        var value = expression.Evaluate(scope, field);
        return value.TextOrNull() ?? throw ErrorException.Runtime($"The {field} field refers to value \"{value}\" which is not a string: {expression.Text}");
    }

    private void StartTask(Branch branch, TaskState state)
    {
        var resource = state.Resource;
        var id = (_taskCount + 1).ToString(CultureInfo.InvariantCulture);
        var token = resource.WaitsForTaskToken || resource.Kind == TaskResourceKind.Activity ? Host.NewTaskToken(id) : null;
        var input = Effective(branch, token);
        var scope = ScopeOf(branch, Selected(branch), token);
        var timeout = state.TimeoutSeconds ?? ReadSeconds(state.TimeoutSecondsPath, "TimeoutSecondsPath", scope);
        var heartbeat = state.HeartbeatSeconds ?? ReadSeconds(state.HeartbeatSecondsPath, "HeartbeatSecondsPath", scope);
        var credentials = state.Credentials?.Evaluate(scope);
        if (resource.Kind == TaskResourceKind.Activity && !Host.ActivityExists(resource.Arn))
        {
            throw ErrorException.Runtime($"The activity {resource.Arn} does not exist.");
        }

        Fitting(branch, input);
        _taskCount++;
        var task = new TaskRequest(
            id, state.Name, resource, input,
            timeout is { } t ? TimeSpan.FromSeconds(t) : null,
            heartbeat is { } h ? TimeSpan.FromSeconds(h) : null,
            token, credentials);
        branch.LastEventId = _history.TaskScheduled(branch.LastEventId, task);
        branch.Task = new(task, timeout is null or NoTimeout ? null : _now + task.Timeout);
        if (resource.Kind != TaskResourceKind.Activity)
        {
            branch.LastEventId = _history.TaskStarted(branch.LastEventId, resource, null);
            branch.Task.Beat(_now);
            branch.Task.IsStarted = true;
        }

        branch.Phase = BranchPhase.RunningTask;
        _tasks.Add(id, branch);
        (_requests ??= []).Add(task);
    }

    private static long? ReadSeconds(PathExpression? path, string field, Scope scope)
    {
        if (path is null)
        {
            return null;
        }

        var seconds = ReadWhole(path, field, scope);
        return seconds is > 0 and <= NoTimeout ? seconds : throw ErrorException.Runtime(
            $"The {field} field refers to value \"{seconds}\" which is not between 1 and {NoTimeout}: {path.Text}");
    }

    private static long ReadWhole(PathExpression path, string field, Scope scope)
    {
        var value = path.Evaluate(scope, null);
        return long.TryParse(value.TextOrNull() ?? value.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ErrorException.Runtime($"The {field} field refers to value \"{value.TextOrNull() ?? value.ToString()}\" which is not a valid integer: {path.Text}");
    }

    private static double ReadReal(PathExpression path, string field, Scope scope)
    {
        var value = path.Evaluate(scope, null);
        return double.TryParse(value.TextOrNull() ?? value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ErrorException.Runtime($"The {field} field refers to value \"{value.TextOrNull() ?? value.ToString()}\" which is not a valid float: {path.Text}");
    }

    private void StartParallel(Branch branch, ParallelState state)
    {
        var input = Fitting(branch, Effective(branch));
        branch.LastEventId = _history.Plain(branch.LastEventId, "ParallelStateStarted");
        branch.Phase = BranchPhase.Forked;
        branch.Fork = new(new Json?[state.Branches.Length]) { Started = state.Branches.Length };
        for (var i = 0; i < state.Branches.Length; i++)
        {
            Spawn(branch, new(state.Branches[i], branch, i)
            {
                Input = input,
                Variables = branch.Variables,
                MapContext = branch.MapContext,
                LastEventId = branch.LastEventId,
            });
        }
    }

    private void StartMap(Branch branch, MapState state)
    {
        var input = Selected(branch);
        var scope = ScopeOf(branch, input);
        var items = state.ItemsPath.Evaluate(scope, null);
        if (!items.IsArray)
        {
            throw ErrorException.Runtime($"Reference path \"{state.ItemsPath.Text}\" must point to array.");
        }

        var concurrency = state.MaxConcurrency ?? (state.MaxConcurrencyPath is { } path ? ReadWhole(path, "MaxConcurrencyPath", scope) : 0);
        if (concurrency < 0)
        {
            throw ErrorException.Runtime("MaxConcurrency cannot be negative.");
        }

        branch.LastEventId = _history.MapStarted(branch.LastEventId, items.Count);
        branch.Phase = BranchPhase.Forked;
        branch.Fork = new(new Json?[items.Count])
        {
            Items = items,
            Input = input,
            MaxRunning = concurrency is 0 or > MaxInlineConcurrency ? MaxInlineConcurrency : (int)concurrency,
            ToleratedFailures = ReadTolerance(state, scope, items.Count),
        };
        if (items.Count == 0)
        {
            Join(branch);
            return;
        }

        var started = branch.LastEventId;
        while (branch.Fork is { } fork && fork.Running.Count < fork.MaxRunning && fork.Started < items.Count)
        {
            Iterate(branch, state, fork, started);
        }
    }

    private static double? ReadTolerance(MapState state, Scope scope, int length)
    {
        var count = state.ToleratedFailureCount ?? (state.ToleratedFailureCountPath is { } countPath ? ReadWhole(countPath, "ToleratedFailureCountPath", scope) : null);
        var percentage = state.ToleratedFailurePercentage ?? (state.ToleratedFailurePercentagePath is { } path ? ReadReal(path, "ToleratedFailurePercentagePath", scope) : null);
        if (count < 0)
        {
            throw ErrorException.Runtime("ToleratedFailureCount cannot be negative.");
        }

        if (percentage is not (null or (>= 0 and <= 100)))
        {
            throw ErrorException.Runtime("ToleratedFailurePercentage must be between 0 and 100.");
        }

        // Where both are given, the map fails when either is exceeded.
        return (count, percentage) switch
        {
            (null, null) => null,
            (null, _) => length * percentage / 100,
            (_, null) => count,
            _ => Math.Min(count.Value, length * percentage.Value / 100),
        };
    }

    /// <summary>Starts the next iteration of a Map state.</summary>
    private void Iterate(Branch branch, MapState state, Fork fork, long previous)
    {
        var index = fork.Started;
        var child = new Branch(state.Processor, branch, index)
        {
            Variables = branch.Variables,
            MapContext = MapContextOf(index, fork.Items[index]),
        };
        child.Input = state.ItemSelector is { } selector
            ? Fitting(branch, selector.Evaluate(new(fork.Input, branch.Variables, () => ContextOf(branch, null).With("Map", child.MapContext))))
            : fork.Items[index];
        fork.Started++;
        child.LastEventId = _history.MapIteration(previous, "Started", state, index);
        Spawn(branch, child);
    }

    private static Json MapContextOf(int index, Json item) => Json.ObjectOf(("Item", Json.ObjectOf(("Index", Json.Of((long)index)), ("Value", item))));

    private void Spawn(Branch parent, Branch child)
    {
        parent.Fork!.Running.Add(child);
        _ready.Enqueue(child);
    }

    /// <summary>A branch reached its end.</summary>
    private void Finish(Branch branch, Json output)
    {
        if (branch.Parent is not { } parent)
        {
            Succeed(output);
            return;
        }

        var last = branch.LastEventId;
        parent.LastEventId = parent.State is MapState ? _history.MapIteration(last, "Succeeded", parent.State, branch.Index) : last;
        Collect(branch, parent, output, last);
    }

    private void Collect(Branch branch, Branch parent, Json result, long last)
    {
        var fork = parent.Fork!;
        fork.Results[branch.Index] = result;
        fork.Running.Remove(branch);
        fork.Done++;
        if (parent.State is MapState map && fork.Started < fork.Results.Length)
        {
            Guard(parent, (_, _) => Iterate(parent, map, fork, last));
        }

        if (parent.Fork == fork && fork.Done == fork.Results.Length)
        {
            Guard(parent, Join);
        }
    }

    private void Join(Branch branch)
    {
        // The exit follows the last branch's last event, not this one.
        _history.Plain(branch.LastEventId, $"{branch.State.Type}StateSucceeded");
        Complete(branch, Json.Of(branch.Fork!.Results!));
    }

    /// <summary>A state failed: it is tried again, or the failure is caught, or it is the branch's.</summary>
    private void Fail(Branch branch, Failure failure)
    {
        var state = branch.State;
        var wasForked = branch.Fork is not null;
        Cancel(branch);
        var retry = Array.FindIndex(state.Retry, retrier => failure.Matches(retrier.ErrorEquals, state));
        if (retry >= 0)
        {
            branch.RetryCounts ??= new int[state.Retry.Length];
            var retrier = state.Retry[retry];
            if (branch.RetryCounts[retry] < retrier.MaxAttempts)
            {
                branch.DueAt = _now + retrier.DelayBefore(branch.RetryCounts[retry]);
                branch.RetryCounts[retry]++;
                branch.RetryCount++;
                branch.Phase = BranchPhase.BackingOff;
                return;
            }
        }

        if (wasForked)
        {
            branch.LastEventId = _history.Plain(branch.LastEventId, $"{state.Type}StateFailed");
        }

        if (Array.Find(state.Catch, catcher => failure.Matches(catcher.ErrorEquals, state)) is { } caught)
        {
            try
            {
                var error = failure.Output;
                var assigned = caught.Assign?.Evaluate(ScopeOf(branch, error));
                Exit(branch, caught.ResultPath is null ? branch.Input : caught.ResultPath.Put(branch.Input, error), assigned, caught.Next);
                return;
            }
            catch (ErrorException exception)
            {
                // The catcher itself does not fit: nothing is left to catch that.
                failure = new(
                    exception.Error,
                    $"An error occurred while executing the state '{state.Name}' (entered at the event id #{branch.EnteredEventId}). {exception.Message}");
            }
        }

        FailBranch(branch, failure);
    }

    private void FailBranch(Branch branch, Failure failure)
    {
        branch.Phase = BranchPhase.Ended;
        if (branch.Parent is not { } parent)
        {
            End(ExecutionStatus.Failed, "ExecutionFailed", branch.LastEventId, failure.Error, failure.Cause);
            return;
        }

        var last = branch.LastEventId;
        var fork = parent.Fork!;
        if (parent.State is MapState map)
        {
            _history.MapIteration(last, "Failed", map, branch.Index);
            if (fork.ToleratedFailures is { } tolerated && failure.Error != ErrorName.Runtime)
            {
                if (++fork.Failed <= tolerated)
                {
                    parent.LastEventId = last;
                    Collect(branch, parent, failure.Output, last);
                    return;
                }

                failure = new(ErrorName.ExceedToleratedFailureThreshold, "The specified tolerated failure threshold was exceeded");
            }
        }

        foreach (var sibling in fork.Running)
        {
            if (sibling != branch && parent.State is MapState)
            {
                _history.MapIteration(last, "Aborted", parent.State, sibling.Index);
            }

            // What began and did not end is aborted, the state that failed included.
            if ((sibling == branch || sibling.Phase != BranchPhase.Ready) && sibling.State is TaskState or WaitState or ParallelState or MapState)
            {
                _history.Plain(last, $"{sibling.State.Type}StateAborted");
            }
        }

        parent.LastEventId = last;
        Fail(parent, failure);
    }
}
