namespace TasksService.StatesLanguage;

/// <summary>
/// One run of a state machine, as a value that only its methods move on: it has no thread, no timer and no I/O. After each call the host takes what is new
/// (<see cref="TakeEvents"/>, <see cref="TakeTasks"/>, <see cref="TakeCancellations"/>) and calls <see cref="Wake"/> when <see cref="WakeAt"/> has come.
/// Not thread-safe: a host makes one call at a time.
/// </summary>
public sealed partial class Execution
{
    private readonly Dictionary<string, Branch> _tasks = new(StringComparer.Ordinal);
    private readonly Queue<Branch> _ready = [];
    private readonly HistoryRecorder _history;
    private readonly Branch _root;
    private List<TaskRequest>? _requests;
    private List<string>? _cancellations;
    private long _taskCount;
    private DateTimeOffset _now;

    private Execution(StateMachine machine, ExecutionInfo info, ExecutionHost host, Json input, DateTimeOffset startedAt)
    {
        Machine = machine;
        Info = info;
        Host = host;
        Input = input;
        StartedAt = startedAt;
        Deadline = machine.Timeout is { } timeout ? startedAt + timeout : null;
        _now = startedAt;
        _history = new(host.RecordsHistory, info) { Now = startedAt };
        _root = new(machine.Graph, null, 0) { Input = input };
    }

    public StateMachine Machine { get; }

    public ExecutionInfo Info { get; }

    public ExecutionHost Host { get; }

    public Json Input { get; }

    public DateTimeOffset StartedAt { get; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? StoppedAt { get; private set; }

    public ExecutionStatus Status { get; private set; }

    /// <summary>Of an execution that succeeded.</summary>
    public Json? Output { get; private set; }

    public string? Error { get; private set; }

    public string? Cause { get; private set; }

    /// <summary>When the machine's TimeoutSeconds are over.</summary>
    public DateTimeOffset? Deadline { get; }

    /// <summary>The id of the newest event, and so their number.</summary>
    public long LastEventId => _history.LastId;

    /// <summary>The earliest instant at which something is due: a wait, a retry, a timeout, a missed heartbeat. <see langword="null"/> when only a task's answer can move it on.</summary>
    public DateTimeOffset? WakeAt => Status != ExecutionStatus.Running ? null
        : _root.WakeAt is { } at && !(at > Deadline) ? at
        : Deadline;

    /// <summary>The tasks that were requested and have no answer yet. They are saved with the execution, so that a host that was restarted can run them again.</summary>
    public IReadOnlyList<AwaitedTask> AwaitedTasks =>
        [.. _tasks.Values.Select(static branch => new AwaitedTask(branch.Task!.Request, branch.Task.IsStarted, branch.Task.IsSubmitted))];

    /// <summary>Starts an execution and runs it as far as it goes.</summary>
    public static Execution Start(StateMachine machine, ExecutionInfo info, Json input, DateTimeOffset now, ExecutionHost? host = null)
    {
        var execution = new Execution(machine, info, host ?? new(), input, now.ToUniversalTime());
        execution._history.ExecutionStarted(input, info.RoleArn);
        execution._ready.Enqueue(execution._root);
        execution.Run();
        return execution;
    }

    /// <returns>The events since the last call, in order.</returns>
    public IReadOnlyList<HistoryEvent> TakeEvents() => _history.Take();

    /// <returns>The tasks requested since the last call.</returns>
    public IReadOnlyList<TaskRequest> TakeTasks() => Take(ref _requests) ?? (IReadOnlyList<TaskRequest>)[];

    /// <returns>The ids of tasks whose answer no longer matters, since the last call: timed out, or their branch is over.</returns>
    public IReadOnlyList<string> TakeCancellations() => Take(ref _cancellations) ?? (IReadOnlyList<string>)[];

    /// <returns>Whether a task of this id is awaited.</returns>
    public bool IsAwaiting(string taskId) => _tasks.ContainsKey(taskId);

    /// <summary>Does what is due. Never early: a call before <see cref="WakeAt"/> does nothing.</summary>
    public void Wake(DateTimeOffset now)
    {
        if (!Begin(now))
        {
            return;
        }

        var until = Deadline < _now ? Deadline.Value : _now;
        var due = new List<Branch>();
        _root.CollectDue(until, due);
        due.Sort(static (left, right) => left.WakeAt!.Value.CompareTo(right.WakeAt!.Value));

        // Tasks that time out together do so before the failure of the first one ends the others.
        Dictionary<Branch, Failure>? failures = null;
        foreach (var branch in due)
        {
            if (branch.Task is { } task)
            {
                var failure = task.TimeoutAt <= until ? Failure.Timeout : Failure.Heartbeat;
                (failures ??= []).Add(branch, failure);
                branch.LastEventId = _history.TaskEnded(branch.LastEventId, ((TaskState)branch.State).Resource, "TimedOut", failure.Error, failure.Cause);
                EndTask(branch);
                (_cancellations ??= []).Add(task.Id);
            }
        }

        foreach (var branch in due)
        {
            if (Status != ExecutionStatus.Running)
            {
                return;
            }

            if (failures is not null && failures.TryGetValue(branch, out var failure))
            {
                if (branch.Phase != BranchPhase.Ended)
                {
                    Fail(branch, failure);
                }
            }
            else if (branch.Phase == BranchPhase.Waiting)
            {
                Guard(branch, CompleteInput);
            }
            else if (branch.Phase == BranchPhase.BackingOff)
            {
                Attempt(branch);
            }
        }

        Run();
        if (Status == ExecutionStatus.Running && Deadline <= _now)
        {
            End(ExecutionStatus.TimedOut, "ExecutionTimedOut", 0, ErrorName.Timeout, null);
        }
    }

    /// <summary>A worker took an activity's task. (Other tasks start when they are scheduled.)</summary>
    /// <returns><see langword="false"/> when the task is no longer awaited.</returns>
    public bool TaskStarted(string id, string? workerName, DateTimeOffset now)
    {
        if (!Begin(now) || !_tasks.TryGetValue(id, out var branch))
        {
            return false;
        }

        branch.LastEventId = _history.TaskStarted(branch.LastEventId, ((TaskState)branch.State).Resource, workerName);
        branch.Task!.Beat(_now);
        branch.Task.IsStarted = true;
        return true;
    }

    /// <summary>The call behind a <c>.waitForTaskToken</c> or <c>.sync</c> task was accepted; the task goes on.</summary>
    /// <param name="output">What the call returned.</param>
    /// <returns><see langword="false"/> when the task is no longer awaited.</returns>
    public bool TaskSubmitted(string id, Json output, DateTimeOffset now)
    {
        if (!Begin(now) || !_tasks.TryGetValue(id, out var branch))
        {
            return false;
        }

        branch.LastEventId = _history.TaskSubmitted(branch.LastEventId, ((TaskState)branch.State).Resource, output);
        branch.Task!.Beat(_now);
        branch.Task.IsSubmitted = true;
        return true;
    }

    /// <returns><see langword="false"/> when the task is no longer awaited: it was answered, timed out, or its branch is over.</returns>
    public bool TaskSucceeded(string id, Json output, DateTimeOffset now)
    {
        if (!Begin(now) || !_tasks.TryGetValue(id, out var branch))
        {
            return false;
        }

        var resource = ((TaskState)branch.State).Resource;
        EndTask(branch);
        if (TooLarge(output))
        {
            FailTask(branch, resource, new(
                ErrorName.DataLimitExceeded,
                $"The state/task '{(resource.Kind == TaskResourceKind.Service ? resource.Service : resource.Arn)}' returned a result with a size exceeding the maximum number of bytes service limit."));
        }
        else
        {
            branch.LastEventId = _history.TaskSucceeded(branch.LastEventId, resource, output);
            Guard(branch, output, Complete);
        }

        Run();
        return true;
    }

    /// <returns><see langword="false"/> when the task is no longer awaited.</returns>
    public bool TaskFailed(string id, string? error, string? cause, DateTimeOffset now)
    {
        if (!Begin(now) || !_tasks.TryGetValue(id, out var branch))
        {
            return false;
        }

        EndTask(branch);
        FailTask(branch, ((TaskState)branch.State).Resource, new(error, cause));
        Run();
        return true;
    }

    /// <summary>The task's worker is alive.</summary>
    /// <returns><see langword="false"/> when the task is no longer awaited.</returns>
    public bool Heartbeat(string id, DateTimeOffset now)
    {
        if (!Begin(now) || !_tasks.TryGetValue(id, out var branch))
        {
            return false;
        }

        branch.Task!.Beat(_now);
        return true;
    }

    /// <summary>Stops the execution (StopExecution).</summary>
    /// <returns><see langword="false"/> when it was over already.</returns>
    public bool Abort(string? error, string? cause, DateTimeOffset now)
    {
        if (!Begin(now))
        {
            return false;
        }

        End(ExecutionStatus.Aborted, "ExecutionAborted", 0, error, cause);
        return true;
    }

    private static List<T>? Take<T>(ref List<T>? list)
    {
        var taken = list;
        list = null;
        return taken;
    }

    private bool Begin(DateTimeOffset now)
    {
        // A clock that was set back does not turn the execution's time back.
        _now = now > _now ? now.ToUniversalTime() : _now;
        _history.Now = _now;
        return Status == ExecutionStatus.Running;
    }

    private void Run()
    {
        while (Status == ExecutionStatus.Running && _ready.TryDequeue(out var branch))
        {
            if (branch.Phase != BranchPhase.Ready)
            {
                continue;
            }

            if (_history.LastId >= Host.MaxEvents)
            {
                End(ExecutionStatus.Failed, "ExecutionFailed", branch.LastEventId, ErrorName.Runtime, $"The execution reached the maximum number of history events ({Host.MaxEvents}).");
                return;
            }

            Enter(branch);
        }

        _ready.Clear();
    }

    private void End(ExecutionStatus status, string eventType, long previous, string? error, string? cause)
    {
        Status = status;
        Error = error;
        Cause = cause;
        StoppedAt = _now;
        Cancel(_root);
        _history.ExecutionEnded(previous, eventType, error, cause);
    }

    private void Succeed(Json output)
    {
        Status = ExecutionStatus.Succeeded;
        Output = output;
        StoppedAt = _now;
        _history.ExecutionSucceeded(_root.LastEventId, output);
    }

    private void EndTask(Branch branch)
    {
        _tasks.Remove(branch.Task!.Id);
        branch.Task = null;
    }

    private void FailTask(Branch branch, TaskResource resource, Failure failure)
    {
        branch.LastEventId = _history.TaskEnded(branch.LastEventId, resource, "Failed", failure.Error, failure.Cause);
        Fail(branch, failure);
    }

    /// <summary>Ends a branch and all below it without a word; their tasks no longer matter.</summary>
    private void Cancel(Branch branch)
    {
        if (branch.Task is { } task)
        {
            EndTask(branch);
            (_cancellations ??= []).Add(task.Id);
        }

        if (branch.Fork is { } fork)
        {
            foreach (var child in fork.Running)
            {
                Cancel(child);
            }

            branch.Fork = null;
        }

        branch.Phase = BranchPhase.Ended;
    }

    private bool TooLarge(Json value) => value.Size > Host.MaxDataSize || value.Depth > Json.MaxDepth;
}
