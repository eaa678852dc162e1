using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TasksService.StatesLanguage;

namespace TasksService.StatesServer;

/// <summary>
/// Runs state machines. A move of a STANDARD execution is on disk before anyone hears of it: before the start is answered, before a task is called.
/// What waits is a row; only what is due within a minute has an alarm in memory.
/// </summary>
public sealed partial class StatesEngine : IAsyncDisposable
{
    /// <summary>Longest input and output, in bytes of UTF-8.</summary>
    public const int MaxDataSize = 262_144;

    private const int MaxLoaded = 10_000;
    private const int PurgeBatch = 500;

    /// <summary>The longest state, in characters, that stays in memory while its execution waits.</summary>
    private const int MaxKeptState = 16_384;

    private static readonly TimeSpan AlarmHorizon = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AlarmRefill = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PurgePeriod = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RetryAfterFault = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<long, DurableExecution> _loaded = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _awaited = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ActivityQueue> _activities = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly StatesStore _store;
    private readonly MachineCatalog _machines;
    private readonly ResourceNames _names;
    private readonly TaskCaller _caller;
    private readonly TimeProvider _clock;
    private readonly StatesServerOptions _options;
    private readonly ILogger<StatesEngine> _logger;
    private readonly AlarmClock _alarms;
    private readonly ExecutionHost _host;
    private readonly StateMachineRunner _express;
    private long _alarmsUntil;
    private ITimer? _refill;
    private ITimer? _purge;

    internal StatesEngine(
        StatesStore store, MachineCatalog machines, ResourceNames names, TaskCaller caller, TimeProvider clock, IOptions<StatesServerOptions> options, ILogger<StatesEngine> logger)
    {
        _store = store;
        _machines = machines;
        _names = names;
        _caller = caller;
        _clock = clock;
        _options = options.Value;
        _logger = logger;
        _alarms = new(clock, ids => ids.ForEach(id => ThreadPool.UnsafeQueueUserWorkItem(each => _ = WakeAsync(each), id, preferLocal: false)));
        _host = new ExecutionHost
        {
            NewTaskToken = static _ => TaskToken.New(),
            ActivityExists = arn => names.ActivityIn(arn) is { } name && store.FindActivity(name) is not null,
            MaxDataSize = MaxDataSize,
        };
        _express = new(clock, caller.RunAsync, _host with { RecordsHistory = false });
    }

    internal MachineCatalog Machines => _machines;

    internal StatesStore Store => _store;

    /// <summary>Polls that wait for a task of the activity.</summary>
    internal int WaitingPolls(string activity) => QueueOf(activity).WaitingPolls;

    /// <summary>Takes up what was running when the server stopped: waits, and tasks whose call had not returned, which are called again.</summary>
    public void Start()
    {
        foreach (var task in _store.TasksToRun())
        {
            Dispatch(task.ExecutionId, task.Request);
        }

        SetAlarms(DateTimeOffset.MinValue);
        _refill = _clock.CreateTimer(_ => SetAlarms(new DateTimeOffset(Interlocked.Read(ref _alarmsUntil), TimeSpan.Zero)), null, AlarmRefill, AlarmRefill);
        _purge = _clock.CreateTimer(_ => _ = PurgeAsync(), null, PurgePeriod, PurgePeriod);
    }

    /// <summary>Creates a state machine, or gives it this definition if it has another.</summary>
    /// <exception cref="StatesException">The definition has faults.</exception>
    public async Task DefineAsync(string name, string definition, StateMachineType type)
    {
        if (_machines.Find(name) is { } machine)
        {
            if (machine.Stored.Definition.Definition != definition)
            {
                await _machines.UpdateAsync(machine.Arn, definition, null, Json.EmptyObject).ConfigureAwait(false);
            }
        }
        else
        {
            await _machines.CreateAsync(name, definition, type, $"arn:aws:iam::{_options.AccountId}:role/local", Json.EmptyObject).ConfigureAwait(false);
        }
    }

    /// <summary>Starts an execution by the machine's name; of a STANDARD machine it is on disk when this returns.</summary>
    /// <exception cref="StatesException">No such machine; or the name belongs to another execution of it.</exception>
    public Task<StartedExecution> StartAsync(string machine, string executionName, Json input) =>
        StartAsync(_machines.Find(machine) ?? throw StatesException.StateMachineDoesNotExist(_names.StateMachine(machine)), executionName, input.ToString(), input, null);

    /// <summary>Stops a STANDARD execution.</summary>
    /// <returns><see langword="false"/> when it was over already.</returns>
    /// <exception cref="StatesException">There is no such execution.</exception>
    public Task<bool> StopAsync(string executionArn, string? error = null, string? cause = null) => AbortAsync(GetExecution(executionArn).Id, error, cause);

    /// <summary>Creates an activity, if it is not there.</summary>
    /// <returns>Its ARN.</returns>
    public async Task<string> CreateActivityAsync(string name)
    {
        ResourceNames.Require(name);
        await _store.AddActivityAsync(name, _clock.GetUtcNow()).ConfigureAwait(false);
        return _names.Activity(name);
    }

    /// <summary>Ends when the STANDARD execution has ended.</summary>
    public async Task WhenEndedAsync(string executionArn, CancellationToken cancellationToken = default)
    {
        var ended = _awaited.GetOrAdd(executionArn, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (GetExecution(executionArn).Status != ExecutionStatus.Running)
        {
            _awaited.TryRemove(executionArn, out _);
            return;
        }

        await ended.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task<TaskAnswer> SucceedTaskAsync(string token, Json output) => AnswerAsync(token, (execution, id, now) => execution.TaskSucceeded(id, output, now), isFinal: true);

    public Task<TaskAnswer> FailTaskAsync(string token, string? error, string? cause) => AnswerAsync(token, (execution, id, now) => execution.TaskFailed(id, error, cause, now), isFinal: true);

    public Task<TaskAnswer> BeatTaskAsync(string token) => AnswerAsync(token, (execution, id, now) => execution.Heartbeat(id, now), isFinal: false);

    /// <summary>The next task of an activity; waits up to a minute for one.</summary>
    /// <param name="cancellationToken">Cancelled when the worker went away: it takes no task with it.</param>
    /// <returns><see langword="null"/> when there was none.</returns>
    /// <exception cref="StatesException">There is no such activity.</exception>
    public async Task<ActivityTask?> PollActivityAsync(string activityArn, string? workerName, CancellationToken cancellationToken)
    {
        if (_names.ActivityIn(activityArn) is not { } name || _store.FindActivity(name) is null)
        {
            throw StatesException.ActivityDoesNotExist(activityArn);
        }

        var queue = QueueOf(name);
        var until = _clock.GetUtcNow() + LongPoll;
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        while (until - _clock.GetUtcNow() is var left && left > TimeSpan.Zero && await queue.TakeAsync(left, gone.Token).ConfigureAwait(false) is { } waiting)
        {
            if (gone.IsCancellationRequested)
            {
                queue.PutBack(waiting);
                return null;
            }

            try
            {
                if (_store.FindTask(waiting.ExecutionId, waiting.TaskId) is not { } task
                    || !await MoveAsync(waiting.ExecutionId, (execution, now) => execution.TaskStarted(task.Id, workerName, now), taskNowRunning: task.Id).ConfigureAwait(false))
                {
                    continue;   // it timed out, or its execution is over
                }

                if (!gone.IsCancellationRequested)
                {
                    return new(task.Token!, task.Input);
                }

                // The worker went away while the hand-out was written: the next one starts the task once more.
                await _store.GiveBackTaskAsync(waiting.ExecutionId, task.Id).ConfigureAwait(false);
            }
            catch
            {
                queue.PutBack(waiting);
                throw;
            }

            queue.PutBack(waiting);
            return null;
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        _alarms.Dispose();
        _express.Dispose();
        _refill?.Dispose();
        _purge?.Dispose();
        foreach (var execution in _loaded.Values)
        {
            execution.Calls.CancelAll();
        }
    }

    internal async Task<StartedExecution> StartAsync(LoadedMachine machine, string? name, string inputText, Json input, string? traceHeader)
    {
        if (machine.Stored.IsDeleting)
        {
            throw StatesException.StateMachineDeleting(machine.Arn);
        }

        name ??= Guid.NewGuid().ToString();
        ResourceNames.Require(name);
        if (machine.Stored.Type == StateMachineType.Express)
        {
            var (arn, startedAt, _) = StartExpress(machine, name, input);
            return new(arn, startedAt);
        }

        return await StartDurableAsync(machine, name, inputText, input, traceHeader).ConfigureAwait(false);
    }

    /// <summary>Starts an EXPRESS execution: it lives in memory and leaves no record.</summary>
    internal (string Arn, DateTimeOffset StartedAt, Task<ExecutionResult> Ended) StartExpress(LoadedMachine machine, string name, Json input)
    {
        var now = _clock.GetUtcNow();
        var arn = _names.ExpressExecution(machine.Stored.Name, name, Guid.NewGuid().ToString());
        return (arn, now, _express.RunAsync(machine.Machine, InfoOf(machine, arn, name), input, _stopping.Token));
    }

    /// <exception cref="StatesException">InvalidArn, ExecutionDoesNotExist.</exception>
    internal StoredExecution GetExecution(string arn) =>
        _names.ExecutionIn(arn) is { } names && _store.FindExecution(names.Machine, names.Name) is { } execution ? execution : throw StatesException.ExecutionDoesNotExist(arn);

    internal Task<bool> AbortAsync(long executionId, string? error, string? cause) => MoveAsync(executionId, (execution, now) => execution.Abort(error, cause, now));

    private static ExecutionInfo InfoOf(LoadedMachine machine, string arn, string name) => new()
    {
        Id = arn,
        Name = name,
        RoleArn = machine.Stored.Definition.RoleArn,
        StateMachineId = machine.Arn,
        StateMachineName = machine.Stored.Name,
        Type = machine.Stored.Type,
    };

    private async Task<StartedExecution> StartDurableAsync(LoadedMachine machine, string name, string inputText, Json input, string? traceHeader)
    {
        var now = _clock.GetUtcNow();
        var arn = _names.Execution(machine.Stored.Name, name);
        var stored = new StoredExecution(
            _store.NewExecutionId(), machine.Stored.Id, machine.Stored.Definition.Id, machine.Stored.Name, name, ExecutionStatus.Running, now,
            null, inputText, null, null, null, traceHeader, Changes: 0, null);
        var execution = new DurableExecution(stored, arn, Execution.Start(machine.Machine, InfoOf(machine, arn, name), input, now, _host), _caller);

        ExecutionChange change;
        Task<StoredExecution?> added;
        lock (execution.Gate)
        {
            change = execution.TakeChange(null, null);
            execution.PendingWrites++;
            added = _store.AddExecutionAsync(stored, change, () => _loaded[execution.Id] = execution);
        }

        StoredExecution? existing;
        try
        {
            existing = await added.ConfigureAwait(false);
        }
        catch
        {
            Unload(execution);
            throw;
        }

        if (existing is not null)
        {
            return existing.Status == ExecutionStatus.Running && existing.Input == inputText
                ? new(arn, existing.StartedAt)
                : throw StatesException.ExecutionAlreadyExists(arn);
        }

        FollowUp(execution, change);
        return new(arn, now);
    }

    /// <summary>Moves an execution on, and returns when the move is on disk.</summary>
    /// <param name="move">Returns whether it changed anything.</param>
    /// <returns>Whether it did; <see langword="false"/> too when the execution is over.</returns>
    private async Task<bool> MoveAsync(long executionId, Func<Execution, DateTimeOffset, bool> move, string? answeredTask = null, string? taskNowRunning = null)
    {
        while (Find(executionId) is { } execution)
        {
            ExecutionChange change;
            Task saved;
            lock (execution.Gate)
            {
                if (execution.IsUnloaded)
                {
                    continue;
                }

                if (!move(execution.Execution, _clock.GetUtcNow()))
                {
                    return false;
                }

                change = execution.TakeChange(answeredTask, taskNowRunning);
                execution.PendingWrites++;
                saved = _store.SaveAsync(change);
            }

            try
            {
                await saved.ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                // Memory is ahead of the disk: the disk is right. The writes behind this one are refused for not following it.
                Unload(execution);
                if (exception is StaleExecutionException)
                {
                    continue;
                }

                throw;
            }

            FollowUp(execution, change);
            return true;
        }

        return false;
    }

    /// <summary>What follows from a move that is on disk: calls, alarms, hand-outs.</summary>
    private void FollowUp(DurableExecution execution, ExecutionChange change)
    {
        foreach (var taskId in change.EndedTasks)
        {
            execution.Calls.Cancel(taskId);
        }

        foreach (var task in change.NewTasks)
        {
            Dispatch(execution.Id, task);
        }

        if (change.Status != ExecutionStatus.Running)
        {
            Unload(execution);
            if (_awaited.TryRemove(execution.Arn, out var awaited))
            {
                awaited.SetResult();
            }

            if (_machines.Find(execution.Execution.Info.StateMachineName) is { Stored.IsDeleting: true } machine && machine.Stored.Id == execution.MachineId)
            {
                _ = _machines.DeleteAsync(machine.Stored.Name);
            }

            return;
        }

        if (change.WakeAt is { } at && at.UtcTicks < Interlocked.Read(ref _alarmsUntil))
        {
            _alarms.Set(execution.Id, at);
        }

        lock (execution.Gate)
        {
            execution.PendingWrites--;
            if (execution.PendingWrites == 0 && execution.Calls.Count == 0 && (_loaded.Count > MaxLoaded || change.State!.Length > MaxKeptState))
            {
                execution.IsUnloaded = true;
            }
        }

        if (execution.IsUnloaded)
        {
            _loaded.TryRemove(KeyValuePair.Create(execution.Id, execution));
        }
    }

    private void Dispatch(long executionId, TaskRequest task)
    {
        if (task.Resource.Kind == TaskResourceKind.Activity)
        {
            if (_names.ActivityIn(task.Resource.Arn) is { } name)
            {
                QueueOf(name).Add(new(executionId, task.Id));
            }
        }
        else if (!_stopping.IsCancellationRequested && Find(executionId) is { } execution)
        {
            execution.Calls.Start(task, (request, outcome) => AnsweredAsync(executionId, request, outcome));
        }
    }

    private async Task AnsweredAsync(long executionId, TaskRequest task, TaskOutcome outcome)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await (outcome.Output is not { } output
                    ? MoveAsync(executionId, (execution, now) => execution.TaskFailed(task.Id, outcome.Error, outcome.Cause, now), answeredTask: task.Id)
                    : task.Resource.WaitsForTaskToken
                        ? MoveAsync(executionId, (execution, now) => execution.TaskSubmitted(task.Id, output, now), taskNowRunning: task.Id)
                        : MoveAsync(executionId, (execution, now) => execution.TaskSucceeded(task.Id, output, now), answeredTask: task.Id)).ConfigureAwait(false);
                return;
            }
            catch (Exception exception) when (exception is not ObjectDisposedException)
            {
                Log.NotSaved(_logger, exception, executionId);
                await Task.Delay(RetryAfterFault, _clock, CancellationToken.None).ConfigureAwait(false);
            }
            catch (ObjectDisposedException)
            {
                return;   // the server stopped; the call is made again when it is back
            }
        }
    }

    private async Task WakeAsync(long executionId)
    {
        try
        {
            await MoveAsync(executionId, static (execution, now) =>
            {
                var last = execution.LastEventId;
                execution.Wake(now);
                return execution.LastEventId != last;
            }).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not ObjectDisposedException)
        {
            Log.NotSaved(_logger, exception, executionId);
            _alarms.Set(executionId, _clock.GetUtcNow() + RetryAfterFault);
        }
        catch (ObjectDisposedException)
        {
            // The server stopped; the execution wakes when it is back.
        }
    }

    private async Task<TaskAnswer> AnswerAsync(string token, Func<Execution, string, DateTimeOffset, bool> answer, bool isFinal)
    {
        if (!TaskToken.IsWellFormed(token))
        {
            return TaskAnswer.InvalidToken;
        }

        return _store.FindTask(token) is { } task
            && await MoveAsync(task.ExecutionId, (execution, now) => answer(execution, task.Request.Id, now), answeredTask: isFinal ? task.Request.Id : null).ConfigureAwait(false)
                ? TaskAnswer.Accepted
                : TaskAnswer.TimedOut;
    }

    /// <returns>The execution, from memory or from disk; <see langword="null"/> when it is over.</returns>
    private DurableExecution? Find(long id)
    {
        if (_loaded.TryGetValue(id, out var loaded))
        {
            return loaded;
        }

        if (_store.FindExecution(id) is not { State: { } state } stored || _store.FindMachineById(stored.MachineId) is not { } machine)
        {
            return null;
        }

        var arn = _names.Execution(stored.MachineName, stored.Name);
        var info = new ExecutionInfo
        {
            Id = arn,
            Name = stored.Name,
            RoleArn = _store.FindDefinition(stored.DefinitionId)!.RoleArn,
            StateMachineId = _names.StateMachine(stored.MachineName),
            StateMachineName = stored.MachineName,
            Type = machine.Type,
        };
        try
        {
            var execution = Execution.Restore(_machines.Definition(stored.DefinitionId, machine.Type), info, state, _host);
            return _loaded.GetOrAdd(id, new DurableExecution(stored, arn, execution, _caller));
        }
        catch (FormatException exception)
        {
            // One that cannot be read must not keep the others from running.
            Log.NotRestored(_logger, exception, arn);
            return null;
        }
    }

    private void Unload(DurableExecution execution)
    {
        lock (execution.Gate)
        {
            execution.IsUnloaded = true;
        }

        _loaded.TryRemove(KeyValuePair.Create(execution.Id, execution));
    }

    private ActivityQueue QueueOf(string activity) => _activities.GetOrAdd(activity, _ => new ActivityQueue(_clock));

    private void SetAlarms(DateTimeOffset from)
    {
        // First the bound, then the query: a move that is written in between is seen by one of them at least.
        var until = _clock.GetUtcNow() + AlarmHorizon;
        Interlocked.Exchange(ref _alarmsUntil, until.UtcTicks);
        foreach (var (id, at) in _store.ToWake(from, until))
        {
            _alarms.Set(id, at);
        }
    }

    private async Task PurgeAsync()
    {
        try
        {
            while (!_stopping.IsCancellationRequested && await _store.PurgeAsync(_clock.GetUtcNow() - _options.Retention, PurgeBatch).ConfigureAwait(false) == PurgeBatch)
            {
            }
        }
        catch (Exception exception)
        {
            Log.NotPurged(_logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A move of execution {ExecutionId} could not be stored; it is tried again.")]
        public static partial void NotSaved(ILogger logger, Exception exception, long executionId);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Execution} cannot be read and stays as it is.")]
        public static partial void NotRestored(ILogger logger, Exception exception, string execution);

        [LoggerMessage(Level = LogLevel.Error, Message = "Old executions could not be deleted; it is tried again.")]
        public static partial void NotPurged(ILogger logger, Exception exception);
    }
}
