namespace TasksService.StatesLanguage;

/// <summary>
/// Runs executions in memory. A waiting execution is an entry in one queue of timers and has no thread; many thousands can wait for one instant.
/// </summary>
/// <param name="host"><see cref="ExecutionHost.RecordsHistory"/> decides whether results have a history.</param>
public sealed class StateMachineRunner(TimeProvider clock, TaskHandler handler, ExecutionHost? host = null) : IDisposable
{
    private readonly ExecutionHost _host = host ?? new() { RecordsHistory = false };
    private readonly TimerQueue _timers = new(clock);

    /// <summary>Starts an execution; the task ends with it, whatever its status.</summary>
    /// <exception cref="OperationCanceledException">It was canceled; the execution is aborted.</exception>
    public Task<ExecutionResult> RunAsync(StateMachine machine, ExecutionInfo info, Json input, CancellationToken cancellationToken = default)
    {
        var execution = Execution.Start(machine, info, input, clock.GetUtcNow(), _host);
        return execution.Status == ExecutionStatus.Running
            ? new Run(this, execution, cancellationToken).StartAsync()
            : Task.FromResult(ResultOf(execution, execution.TakeEvents()));
    }

    public void Dispose() => _timers.Dispose();

    private static ExecutionResult ResultOf(Execution execution, IReadOnlyList<HistoryEvent> history) =>
        new(execution.Status, execution.Output, execution.Error, execution.Cause, execution.StartedAt, execution.StoppedAt!.Value, history);

    /// <summary>One execution under way: its lock, its place in the timer queue and its running tasks.</summary>
    private sealed class Run(StateMachineRunner runner, Execution execution, CancellationToken cancellationToken)
    {
        private const int MaxDepth = 16;

        [ThreadStatic]
        private static int s_depth;

        private readonly TaskCompletionSource<ExecutionResult> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock _lock = new();
        private Dictionary<string, CancellationTokenSource>? _tasks;
        private CancellationTokenRegistration _cancellation;
        private TimerQueue.Entry? _timer;
        private DateTimeOffset? _timerAt;

        public Task<ExecutionResult> StartAsync()
        {
            _cancellation = cancellationToken.UnsafeRegister(static run => ((Run)run!).Cancel(), this);
            Move(static (_, _) => { });
            return _ended.Task;
        }

        private void Cancel()
        {
            _ended.TrySetCanceled(cancellationToken);
            Move(static (execution, now) => execution.Abort(null, null, now));
        }

        /// <summary>Moves the execution on, and does what it then wants.</summary>
        private void Move(Action<Execution, DateTimeOffset> step)
        {
            List<(TaskRequest Task, CancellationTokenSource Cancellation)>? started = null;
            List<CancellationTokenSource>? canceled = null;
            ExecutionResult? result = null;
            lock (_lock)
            {
                step(execution, runner.Clock.GetUtcNow());
                foreach (var id in execution.TakeCancellations())
                {
                    if (_tasks?.Remove(id, out var cancellation) == true)
                    {
                        (canceled ??= []).Add(cancellation);
                    }
                }

                foreach (var task in execution.TakeTasks())
                {
                    if (execution.IsAwaiting(task.Id))
                    {
                        var cancellation = new CancellationTokenSource();
                        (_tasks ??= new(StringComparer.Ordinal)).Add(task.Id, cancellation);
                        (started ??= []).Add((task, cancellation));
                    }
                }

                SetTimer();
                if (execution.Status != ExecutionStatus.Running && !_ended.Task.IsCompleted)
                {
                    result = ResultOf(execution, execution.TakeEvents());
                }
            }

            canceled?.ForEach(static cancellation => cancellation.Cancel());
            if (started is not null)
            {
                foreach (var (task, cancellation) in started)
                {
                    Call(task, cancellation);
                }
            }

            if (result is not null)
            {
                _ended.TrySetResult(result);
                _cancellation.Unregister();
            }
        }

        /// <summary>A handler that answers at once moves the execution on right here; so that a long row of those does not pile up on the stack, some are put on another.</summary>
        private void Call(TaskRequest task, CancellationTokenSource cancellation)
        {
            if (s_depth == MaxDepth)
            {
                _ = Task.Run(() => CallAsync(task, cancellation), CancellationToken.None);
                return;
            }

            s_depth++;
            _ = CallAsync(task, cancellation);
            s_depth--;
        }

        private void SetTimer()
        {
            var at = execution.WakeAt;
            if (at == _timerAt)
            {
                return;
            }

            _timer?.Cancel();
            _timerAt = at;
            _timer = at is { } due ? runner._timers.Add(due, static run => ((Run)run).Wake(), this) : null;
        }

        private void Wake() => Move((execution, now) =>
        {
            _timerAt = null;
            execution.Wake(now);
        });

        private async Task CallAsync(TaskRequest task, CancellationTokenSource cancellation)
        {
            Json? output = null;
            var (error, cause) = ((string?)null, (string?)null);
            try
            {
                output = await runner.Handler(task, cancellation.Token).ConfigureAwait(false);
            }
            catch (TaskFailedException exception)
            {
                (error, cause) = (exception.Error, exception.Cause);
            }
#pragma warning disable CA1031 // Whatever a handler throws is its task's failure: the definition decides what comes of it.
            catch (Exception exception)
            {
                (error, cause) = (exception.GetType().Name, exception.Message);
            }
#pragma warning restore CA1031

            lock (_lock)
            {
                _tasks!.Remove(task.Id);
            }

            Move((execution, now) =>
            {
                if (output is not null)
                {
                    execution.TaskSucceeded(task.Id, output, now);
                }
                else
                {
                    execution.TaskFailed(task.Id, error, cause, now);
                }
            });
        }
    }

    private TimeProvider Clock => clock;

    private TaskHandler Handler => handler;
}
