namespace TasksService.StatesLanguage.Tests;

/// <summary>A golden case, and how it is run: tasks answer at once as the case says, and time passes as fast as it can.</summary>
internal sealed class GoldenCase(Json json)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly ExecutionInfo Info = new()
    {
        Id = "arn:aws:states:us-east-1:123456789012:execution:golden:case",
        Name = "case",
        RoleArn = "arn:aws:iam::123456789012:role/golden",
        StateMachineId = "arn:aws:states:us-east-1:123456789012:stateMachine:golden",
        StateMachineName = "golden",
    };

    private readonly Dictionary<string, int> _answered = [];

    public static GoldenCase Read(string path) => new(Json.Parse(File.ReadAllBytes(path)));

    public void Check(bool savesEveryStep)
    {
        var expected = json["expect"]!;
        var definition = json["definition"]!;
        if (expected["faults"] is { } faults)
        {
            var found = StateMachine.Validate(definition.TextOrNull() ?? definition.ToString(), json["express"] is null ? StateMachineType.Standard : StateMachineType.Express);
            Assert.Equal(faults.Items.Select(static fault => fault.AsString()), found.Select(static fault => $"{fault.Code} {fault.Location}"));
            return;
        }

        var (execution, events) = Play(StateMachine.Parse(definition.ToString()), savesEveryStep);
        Assert.Equal(expected["status"]?.TextOrNull() ?? "SUCCEEDED", execution.Status.ToString().ToUpperInvariant());
        if (expected["output"] is { } output)
        {
            Assert.Equal(output, execution.Output);
        }

        if (expected["error"] is { } error)
        {
            Assert.Equal(error.AsString(), execution.Error);
        }

        if (expected["cause"] is { } cause)
        {
            Assert.Equal(cause.AsString(), execution.Cause);
        }

        if (expected["seconds"] is { } seconds)
        {
            Assert.Equal(seconds.AsDouble(), (execution.StoppedAt!.Value - Start).TotalSeconds, 3);
        }

        if (expected["history"] is { } history)
        {
            Assert.Equal(
                history.Items.Select(static item => item.AsString()),
                events.Select(static item => item.Details?["name"]?.TextOrNull() is { } name ? $"{item.Type} {name}" : item.Type));
        }
    }

    private (Execution Execution, List<HistoryEvent> Events) Play(StateMachine machine, bool savesEveryStep)
    {
        var events = new List<HistoryEvent>();
        var pending = new Queue<TaskRequest>();
        var now = Start;
        var execution = Execution.Start(machine, Info, json["input"] ?? Json.EmptyObject, now);
        while (true)
        {
            events.AddRange(execution.TakeEvents());
            foreach (var task in execution.TakeTasks())
            {
                pending.Enqueue(task);
            }

            if (execution.Status != ExecutionStatus.Running)
            {
                return (execution, events);
            }

            if (savesEveryStep)
            {
                execution = Execution.Restore(machine, Info, execution.Save());
            }

            if (pending.TryDequeue(out var next))
            {
                Answer(execution, next, now);
            }
            else
            {
                now = execution.WakeAt ?? throw new InvalidOperationException("The execution waits for an answer that the case does not give.");
                execution.Wake(now);
            }
        }
    }

    private void Answer(Execution execution, TaskRequest task, DateTimeOffset now)
    {
        if (!execution.IsAwaiting(task.Id))
        {
            return;
        }

        var answers = json["tasks"]?[task.StateName] ?? throw new InvalidOperationException($"The case has no answer for {task.StateName}.");
        var at = _answered.GetValueOrDefault(task.StateName);
        _answered[task.StateName] = at + 1;
        var answer = answers[Math.Min(at, answers.Count - 1)];
        if (answer["input"] is { } input)
        {
            Assert.Equal(input, task.Input);
        }

        if (answer["worker"] is { } worker)
        {
            execution.TaskStarted(task.Id, worker.AsString(), now);
        }

        if (answer["submitted"] is { } submitted)
        {
            execution.TaskSubmitted(task.Id, submitted, now);
        }

        if (answer["fail"] is { } fail)
        {
            execution.TaskFailed(task.Id, fail["error"]?.TextOrNull(), fail["cause"]?.TextOrNull(), now);
        }
        else if (answer["return"] is { } result)
        {
            execution.TaskSucceeded(task.Id, result, now);
        }
    }
}
