using System.Globalization;
using TasksService.StatesLanguage;

namespace TasksService.StatesServer;

/// <summary>The operations on executions.</summary>
internal sealed class ExecutionOperations(StatesEngine engine, ResourceNames names, TimeProvider clock)
{
    private const int MaxArn = 256;
    private const int MaxError = 256;
    private const int MaxCause = 32_768;

    private static readonly string[] ExecutionData = ["input", "inputDetails", "output", "outputDetails", "parameters", "assignedVariables", "assignedVariablesDetails"];
    private static readonly Json Included = Json.ObjectOf(("included", Json.True));

    public async Task<Json> StartAsync(ApiRequest request)
    {
        var machine = engine.Machines.Get(request.Required("stateMachineArn", MaxArn));
        var name = NameIn(request);
        var (text, input) = InputIn(request);
        var started = await engine.StartAsync(machine, name, text, input, request.Optional("traceHeader", 256)).ConfigureAwait(false);
        return Json.ObjectOf(
            ("executionArn", Json.Of(started.Arn)),
            ("startDate", Time(started.StartedAt)));
    }

    public async Task<Json> StartSyncAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var machine = engine.Machines.Get(request.Required("stateMachineArn", MaxArn));
        if (machine.Stored.Type != StateMachineType.Express)
        {
            throw StatesException.StateMachineTypeNotSupported();
        }

        if (machine.Stored.IsDeleting)
        {
            throw StatesException.StateMachineDeleting(machine.Arn);
        }

        var name = NameIn(request) ?? Guid.NewGuid().ToString();
        ResourceNames.Require(name);
        var (text, input) = InputIn(request);
        var (arn, startedAt, ended) = engine.StartExpress(machine, name, input);
        var execution = await ended.WaitAsync(cancellationToken).ConfigureAwait(false);

        var stoppedAt = execution.StoppedAt;
        var milliseconds = (long)Math.Ceiling((stoppedAt - startedAt).TotalMilliseconds / 100) * 100;
        var answer = new List<KeyValuePair<string, Json>>
        {
            new("billingDetails", Json.ObjectOf(("billedDurationInMilliseconds", Json.Of(Math.Max(100, milliseconds))), ("billedMemoryUsedInMB", Json.Of(64)))),
            new("executionArn", Json.Of(arn)),
            new("input", Json.Of(text)),
            new("inputDetails", Included),
            new("name", Json.Of(name)),
            new("startDate", Time(startedAt)),
            new("stateMachineArn", Json.Of(machine.Arn)),
            new("status", Json.Of(StatusName(execution.Status))),
            new("stopDate", Time(stoppedAt)),
        };
        Add(answer, "output", execution.Output?.ToString());
        Add(answer, "error", execution.Error);
        Add(answer, "cause", execution.Cause);
        if (execution.Output is not null)
        {
            answer.Add(new("outputDetails", Included));
        }

        return Json.ObjectOf(answer);
    }

    public Json Describe(ApiRequest request)
    {
        var arn = request.Required("executionArn", MaxArn);
        var execution = engine.GetExecution(arn);
        var isRunning = execution.Status == ExecutionStatus.Running;
        var answer = new List<KeyValuePair<string, Json>>
        {
            new("executionArn", Json.Of(arn)),
            new("input", Json.Of(execution.Input)),
            new("inputDetails", Included),
            new("name", Json.Of(execution.Name)),
            new("redriveCount", Json.Of(0)),
            new("redriveStatus", Json.Of("NOT_REDRIVABLE")),
            new("redriveStatusReason", Json.Of(isRunning ? "Execution is RUNNING and cannot be redriven" : "This server does not redrive executions")),
            new("startDate", Time(execution.StartedAt)),
            new("stateMachineArn", Json.Of(names.StateMachine(execution.MachineName))),
            new("status", Json.Of(StatusName(execution.Status))),
        };
        if (execution.StoppedAt is { } stoppedAt)
        {
            answer.Add(new("stopDate", Time(stoppedAt)));
        }

        Add(answer, "output", execution.Output);
        if (execution.Output is not null)
        {
            answer.Add(new("outputDetails", Included));
        }

        Add(answer, "error", execution.Error);
        Add(answer, "cause", execution.Cause);
        Add(answer, "traceHeader", execution.TraceHeader);
        return Json.ObjectOf(answer);
    }

    public Json List(ApiRequest request)
    {
        if (request.Member("mapRunArn") is not null)
        {
            throw StatesException.Validation("This server has no Map Runs: it does not run distributed Map states.");
        }

        var arn = request.Required("stateMachineArn", MaxArn);
        var machine = engine.Machines.Get(arn);
        if (machine.Stored.Type == StateMachineType.Express)
        {
            throw StatesException.StateMachineTypeNotSupported();
        }

        var filter = request.Choice("statusFilter", "RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE");
        var redriven = request.Choice("redriveFilter", "REDRIVEN", "NOT_REDRIVEN");
        var size = request.PageSize();
        var question = $"ListExecutions {arn} {filter} {redriven}";
        var before = PageToken.Read(question, request.Optional("nextToken", 3096)) is { } position ? EventOrExecution(position) : long.MaxValue;
        var executions = filter == "PENDING_REDRIVE" || redriven == "REDRIVEN"
            ? []
            : engine.Store.Executions(machine.Stored.Id, filter is null ? null : StatusOf(filter), before, size + 1);
        return Page.Of("executions", executions, size, execution => PageToken.Write(question, execution.Id.ToString(CultureInfo.InvariantCulture)), execution =>
        {
            var member = new List<KeyValuePair<string, Json>>
            {
                new("executionArn", Json.Of(names.Execution(execution.MachineName, execution.Name))),
                new("name", Json.Of(execution.Name)),
                new("redriveCount", Json.Of(0)),
                new("startDate", Time(execution.StartedAt)),
                new("stateMachineArn", Json.Of(arn)),
                new("status", Json.Of(StatusName(execution.Status))),
            };
            if (execution.StoppedAt is { } stoppedAt)
            {
                member.Add(new("stopDate", Time(stoppedAt)));
            }

            return Json.ObjectOf(member);
        });
    }

    public async Task<Json> StopAsync(ApiRequest request)
    {
        var arn = request.Required("executionArn", MaxArn);
        var error = request.Optional("error", MaxError);
        var cause = request.Optional("cause", MaxCause);
        await engine.AbortAsync(engine.GetExecution(arn).Id, error, cause).ConfigureAwait(false);
        return Json.ObjectOf(("stopDate", Time(engine.GetExecution(arn).StoppedAt ?? clock.GetUtcNow())));
    }

    public Json History(ApiRequest request)
    {
        var arn = request.Required("executionArn", MaxArn);
        var execution = engine.GetExecution(arn);
        var reverse = request.Flag("reverseOrder") ?? false;
        var includeData = request.Flag("includeExecutionData") ?? true;
        var size = request.PageSize();
        var question = $"GetExecutionHistory {arn} {reverse}";
        var after = PageToken.Read(question, request.Optional("nextToken", 1024)) is { } position
            ? EventOrExecution(position)
            : reverse ? long.MaxValue : 0;
        var events = engine.Store.Events(execution.Id, after, size + 1, reverse);
        return Page.Of("events", events, size, each => PageToken.Write(question, each["id"]!.ToString()), each => includeData ? each : WithoutData(each));
    }

    internal static string StatusName(ExecutionStatus status) => status switch
    {
        ExecutionStatus.Running => "RUNNING",
        ExecutionStatus.Succeeded => "SUCCEEDED",
        ExecutionStatus.Failed => "FAILED",
        ExecutionStatus.TimedOut => "TIMED_OUT",
        _ => "ABORTED",
    };

    private static ExecutionStatus StatusOf(string name) => Enum.GetValues<ExecutionStatus>().Single(status => StatusName(status) == name);

    private static Json Time(DateTimeOffset instant) => StateMachineOperations.Time(instant);

    private static long EventOrExecution(string position) =>
        long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw StatesException.InvalidPageToken();

    private static string? NameIn(ApiRequest request)
    {
        var name = request.Optional("name", 80, minLength: 1);
        if (name is not null)
        {
            ResourceNames.Require(name);
        }

        return name;
    }

    private static (string Text, Json Value) InputIn(ApiRequest request) =>
        request.JsonText("input", StatesEngine.MaxDataSize, StatesException.InvalidExecutionInput) ?? ("{}", Json.EmptyObject);

    private static void Add(List<KeyValuePair<string, Json>> members, string name, string? value)
    {
        if (value is not null)
        {
            members.Add(new(name, Json.Of(value)));
        }
    }

    private static Json WithoutData(Json each) => Json.ObjectOf(
        [.. each.Names.Zip(each.Items, (name, value) => KeyValuePair.Create(name, value.IsObject
            ? Json.ObjectOf([.. value.Names.Zip(value.Items, KeyValuePair.Create).Where(member => !ExecutionData.Contains(member.Key))])
            : value))]);
}
