namespace TasksService.StatesLanguage;

/// <summary>Numbers the events of an execution and words them as Step Functions does.</summary>
/// <param name="records">Off, events are numbered and nothing is kept.</param>
internal sealed class HistoryRecorder(bool records, ExecutionInfo info)
{
    private static readonly Json NotTruncated = Json.ObjectOf(("truncated", Json.False));

    private List<HistoryEvent>? _events;

    public long LastId { get; set; }

    public DateTimeOffset Now { get; set; }

    public IReadOnlyList<HistoryEvent> Take()
    {
        var taken = _events;
        _events = null;
        return taken ?? (IReadOnlyList<HistoryEvent>)[];
    }

    public void ExecutionStarted(Json input, string roleArn)
    {
        if (Skips(out _))
        {
            return;
        }

        Add(0, "ExecutionStarted", "executionStartedEventDetails",
            ("input", Text(input)), ("inputDetails", NotTruncated), ("roleArn", Json.Of(roleArn)));
    }

    public void ExecutionSucceeded(long previous, Json output)
    {
        if (!Skips(out _))
        {
            Add(previous, "ExecutionSucceeded", "executionSucceededEventDetails", ("output", Text(output)), ("outputDetails", NotTruncated));
        }
    }

    /// <param name="type">ExecutionFailed, ExecutionTimedOut or ExecutionAborted.</param>
    public void ExecutionEnded(long previous, string type, string? error, string? cause)
    {
        if (!Skips(out _))
        {
            AddError(previous, type, [], error, cause);
        }
    }

    public long StateEntered(long previous, State state, Json input) => Skips(out var id) ? id : Add(
        previous, $"{state.Type}StateEntered", "stateEnteredEventDetails",
        ("name", Json.Of(state.Name)), ("input", Text(input)), ("inputDetails", NotTruncated));

    public long StateExited(long previous, State state, Json output, Json? assigned)
    {
        if (Skips(out var id))
        {
            return id;
        }

        var details = Json.ObjectOf(("name", Json.Of(state.Name)), ("output", Text(output)), ("outputDetails", NotTruncated));
        if (assigned is { Count: > 0 })
        {
            details = details
                .With("assignedVariables", Json.ObjectOf(assigned.Names.Select((name, i) => KeyValuePair.Create(name, Text(assigned[i]))).ToList()))
                .With("assignedVariablesDetails", NotTruncated);
        }

        return Add(previous, $"{state.Type}StateExited", "stateExitedEventDetails", details);
    }

    public long TaskScheduled(long previous, TaskRequest task)
    {
        if (Skips(out var id))
        {
            return id;
        }

        var isService = task.Resource.Kind == TaskResourceKind.Service;
        var details = isService
            ? Json.ObjectOf(("resourceType", Json.Of(task.Resource.Service)), ("resource", Json.Of(task.Resource.Action)), ("region", Json.Of(info.Region)), ("parameters", Text(task.Input)))
            : Json.ObjectOf(("resource", Json.Of(task.Resource.Arn)), ("input", Text(task.Input)), ("inputDetails", NotTruncated));
        if (task.Timeout is { } timeout)
        {
            details = details.With("timeoutInSeconds", Json.Of((long)timeout.TotalSeconds));
        }

        if (task.Heartbeat is { } heartbeat && task.Resource.Kind != TaskResourceKind.Lambda)
        {
            details = details.With("heartbeatInSeconds", Json.Of((long)heartbeat.TotalSeconds));
        }

        if (task.Credentials?["RoleArn"] is { } role && task.Resource.Kind != TaskResourceKind.Activity)
        {
            details = details.With("taskCredentials", Json.ObjectOf(("roleArn", role)));
        }

        return Add(previous, $"{Prefix(task.Resource)}Scheduled", DetailsName(task.Resource, "Scheduled"), details);
    }

    public long TaskStarted(long previous, TaskResource resource, string? workerName) => Skips(out var id) ? id : resource.Kind switch
    {
        TaskResourceKind.Service => Add(previous, "TaskStarted", "taskStartedEventDetails", ServiceDetails(resource)),
        TaskResourceKind.Activity => Add(previous, "ActivityStarted", "activityStartedEventDetails", workerName is null ? Json.EmptyObject : Json.ObjectOf(("workerName", Json.Of(workerName)))),
        _ => Add(previous, "LambdaFunctionStarted", null, (Json?)null),
    };

    public long TaskSubmitted(long previous, TaskResource resource, Json output) => Skips(out var id) ? id : Add(
        previous, "TaskSubmitted", "taskSubmittedEventDetails", ServiceDetails(resource).With("output", Text(output)).With("outputDetails", NotTruncated));

    public long TaskSucceeded(long previous, TaskResource resource, Json output) => Skips(out var id) ? id : Add(
        previous, $"{Prefix(resource)}Succeeded", DetailsName(resource, "Succeeded"),
        (resource.Kind == TaskResourceKind.Service ? ServiceDetails(resource) : Json.EmptyObject).With("output", Text(output)).With("outputDetails", NotTruncated));

    /// <param name="how">Failed or TimedOut.</param>
    public long TaskEnded(long previous, TaskResource resource, string how, string? error, string? cause) => Skips(out var id) ? id : AddError(
        previous, $"{Prefix(resource)}{how}", resource.Kind == TaskResourceKind.Service ? [("resourceType", Json.Of(resource.Service)), ("resource", Json.Of(resource.Action))] : [], error, cause);

    public long MapStarted(long previous, int length) => Skips(out var id) ? id : Add(
        previous, "MapStateStarted", "mapStateStartedEventDetails", ("length", Json.Of((long)length)));

    /// <param name="how">Started, Succeeded, Failed or Aborted.</param>
    public long MapIteration(long previous, string how, State map, int index) => Skips(out var id) ? id : Add(
        previous, $"MapIteration{how}", $"mapIteration{how}EventDetails", ("name", Json.Of(map.Name)), ("index", Json.Of((long)index)));

    /// <summary>An event that says nothing but its type, such as ParallelStateStarted.</summary>
    public long Plain(long previous, string type) => Skips(out var id) ? id : Add(previous, type, null, (Json?)null);

    private static string Prefix(TaskResource resource) => resource.Kind switch
    {
        TaskResourceKind.Lambda => "LambdaFunction",
        TaskResourceKind.Activity => "Activity",
        _ => "Task",
    };

    private static string DetailsName(TaskResource resource, string what) => resource.Kind switch
    {
        TaskResourceKind.Lambda => $"lambdaFunction{what}EventDetails",
        TaskResourceKind.Activity => $"activity{what}EventDetails",
        _ => $"task{what}EventDetails",
    };

    private static Json ServiceDetails(TaskResource resource) =>
        Json.ObjectOf(("resourceType", Json.Of(resource.Service)), ("resource", Json.Of(resource.Action)));

    private static Json Text(Json value) => Json.Of(value.ToString());

    private bool Skips(out long id)
    {
        id = records ? 0 : ++LastId;
        return !records;
    }

    private long AddError(long previous, string type, (string, Json)[] first, string? error, string? cause)
    {
        var details = Json.ObjectOf(first);
        if (error is not null)
        {
            details = details.With("error", Json.Of(error));
        }

        if (cause is not null)
        {
            details = details.With("cause", Json.Of(cause));
        }

        return Add(previous, type, $"{char.ToLowerInvariant(type[0])}{type[1..]}EventDetails", details);
    }

    private long Add(long previous, string type, string? detailsName, params ReadOnlySpan<(string Name, Json Value)> details) =>
        Add(previous, type, detailsName, Json.ObjectOf(details));

    private long Add(long previous, string type, string? detailsName, Json? details)
    {
        (_events ??= []).Add(new(++LastId, previous, Now, type, detailsName, details));
        return LastId;
    }
}
