using TasksService.StatesLanguage;

namespace TasksService.StatesServer;

/// <summary>An EXPRESS execution: it lives in memory and leaves no record.</summary>
internal sealed class ExpressExecution
{
    private readonly Lock _gate = new();
    private readonly Execution _execution;
    private readonly TaskCalls _calls;
    private readonly AlarmClock<ExpressExecution> _alarms;
    private readonly TimeProvider _clock;
    private readonly TaskCompletionSource<Execution> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset? _alarmAt;

    public ExpressExecution(Func<Execution> start, TaskCaller caller, AlarmClock<ExpressExecution> alarms, TimeProvider clock)
    {
        _calls = new(caller);
        _alarms = alarms;
        _clock = clock;
        _execution = start();
        lock (_gate)
        {
            FollowUp();
        }
    }

    /// <summary>The execution, once it has ended.</summary>
    public Task<Execution> Ended => _ended.Task;

    public void Wake() => Move((execution, now) => execution.Wake(now));

    private void Move(Action<Execution, DateTimeOffset> move)
    {
        lock (_gate)
        {
            move(_execution, _clock.GetUtcNow());
            FollowUp();
        }
    }

    private void FollowUp()
    {
        _execution.TakeEvents();
        foreach (var taskId in _execution.TakeCancellations())
        {
            _calls.Cancel(taskId);
        }

        foreach (var task in _execution.TakeTasks())
        {
            if (_execution.IsAwaiting(task.Id))
            {
                _calls.Start(task, AnsweredAsync);
            }
        }

        if (_execution.Status != ExecutionStatus.Running)
        {
            _ended.TrySetResult(_execution);
        }
        else if (_execution.WakeAt is { } at && at != _alarmAt)
        {
            _alarmAt = at;
            _alarms.Set(this, at);
        }
    }

    private Task AnsweredAsync(TaskRequest task, TaskOutcome outcome)
    {
        Move((execution, now) => _ = outcome.Output is { } output
            ? execution.TaskSucceeded(task.Id, output, now)
            : execution.TaskFailed(task.Id, outcome.Error, outcome.Cause, now));
        return Task.CompletedTask;
    }
}
