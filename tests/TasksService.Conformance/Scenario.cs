using System.Text;
using System.Text.Json;
using TasksService.StatesLanguage;

namespace TasksService.Conformance;

/// <summary>A recorded scenario: its tasks answer as recorded, its time passes as fast as it can.</summary>
internal sealed class Scenario
{
    private readonly Json _json;
    private readonly RecordedTasks _tasks;
    private readonly List<HistoryEvent> _events = [];

    private Scenario(Json json)
    {
        _json = json;
        _tasks = new(json["mocks"] ?? Json.EmptyObject);
    }

    /// <returns>The result as the corpus's runner reads it.</returns>
    public static string Run(Json json, bool savesEveryStep) => new Scenario(json).Run(savesEveryStep);

    private string Run(bool savesEveryStep)
    {
        var definition = _json["definition"]!;
        var type = _json["machineType"]?.TextOrNull() == "EXPRESS" ? StateMachineType.Express : StateMachineType.Standard;
        StateMachine machine;
        try
        {
            machine = StateMachine.Parse(definition.TextOrNull() ?? definition.ToString(), type);
        }
        catch (InvalidDefinitionException exception)
        {
            var unsupported = exception.Diagnostics.FirstOrDefault(static fault => fault.Code == Diagnostic.UnsupportedFeature);
            return (unsupported is null
                ? Json.ObjectOf(("status", Json.Of("INVALID_DEFINITION")), ("cause", Json.Of(exception.Message)))
                : Json.ObjectOf(("status", Json.Of("UNSUPPORTED")), ("why", Json.Of(unsupported.Message)))).ToString();
        }

        if (_json["kind"]?.TextOrNull() == "definition")
        {
            return Json.ObjectOf(("status", Json.Of("VALID"))).ToString();
        }

        return Report(Play(machine, type, savesEveryStep));
    }

    private Execution Play(StateMachine machine, StateMachineType type, bool savesEveryStep)
    {
        var kind = type == StateMachineType.Express ? "express" : "execution";
        var info = new ExecutionInfo
        {
            Id = $"arn:aws:states:us-east-1:111111111111:{kind}:machine:run" + (type == StateMachineType.Express ? ":1" : ""),
            Name = "run",
            RoleArn = "arn:aws:iam::111111111111:role/machine",
            StateMachineId = "arn:aws:states:us-east-1:111111111111:stateMachine:machine",
            StateMachineName = "machine",
            Type = type,
        };
        var steps = _json["steps"] ?? Json.EmptyArray;
        var host = new ExecutionHost { ActivityExists = _ => !steps.Items.Any(static step => step["call"]?.TextOrNull() == "DeleteActivity") };
        var now = TimeProvider.System.GetUtcNow();
        var execution = Execution.Start(machine, info, _json["input"] ?? Json.Null, now, host);
        if (steps.Items.FirstOrDefault(static step => step["call"]?.TextOrNull() == "StopExecution") is { } stop)
        {
            execution.Abort(stop["error"]?.TextOrNull(), stop["cause"]?.TextOrNull(), now);
        }

        var pending = new Queue<TaskRequest>();
        while (true)
        {
            _events.AddRange(execution.TakeEvents());
            foreach (var task in execution.TakeTasks())
            {
                pending.Enqueue(task);
            }

            if (execution.Status != ExecutionStatus.Running)
            {
                return execution;
            }

            if (savesEveryStep)
            {
                execution = Execution.Restore(machine, info, execution.Save(), host);
            }

            if (pending.TryDequeue(out var next))
            {
                Answer(execution, next, now);
            }
            else if (execution.WakeAt is { } at)
            {
                now = at;
                execution.Wake(now);
            }
            else
            {
                return execution;
            }
        }
    }

    private void Answer(Execution execution, TaskRequest task, DateTimeOffset now)
    {
        if (!execution.IsAwaiting(task.Id) || _tasks.Next(task) is not { } outcome)
        {
            return;
        }

        if (task.Resource.Kind == TaskResourceKind.Activity && outcome["neverPicked"] is null)
        {
            execution.TaskStarted(task.Id, outcome["workerName"]?.TextOrNull(), now);
        }

        if (outcome["submitted"] is { } submitted)
        {
            execution.TaskSubmitted(task.Id, submitted, now);
        }

        if (outcome["fail"] is { } fail)
        {
            execution.TaskFailed(task.Id, fail["error"]?.TextOrNull(), fail["cause"]?.TextOrNull(), now);
        }
        else if (outcome["echo"] is not null)
        {
            execution.TaskSucceeded(task.Id, task.Input, now);
        }
        else if (outcome["return"] is { } result)
        {
            execution.TaskSucceeded(task.Id, result, now);
        }
    }

    private string Report(Execution execution)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("status", execution.Status switch
            {
                ExecutionStatus.Succeeded => "SUCCEEDED",
                ExecutionStatus.Failed => "FAILED",
                ExecutionStatus.TimedOut => "TIMED_OUT",
                ExecutionStatus.Aborted => "ABORTED",
                _ => "RUNNING",
            });
            if (execution.Output is { } output)
            {
                writer.WritePropertyName("output");
                output.WriteTo(writer);
            }

            writer.WriteString("error", execution.Error);
            writer.WriteString("cause", execution.Cause);
            writer.WriteStartArray("events");
            foreach (var item in _events)
            {
                item.WriteTo(writer);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
