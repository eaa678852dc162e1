using TasksService.StatesLanguage;

namespace TasksService.StatesServer;

/// <summary>The operations on activities and task tokens.</summary>
internal sealed class ActivityOperations(StatesEngine engine, ResourceNames names, TimeProvider clock)
{
    private const int MaxArn = 256;
    private const int MaxToken = 2048;

    public async Task<Json> CreateAsync(ApiRequest request)
    {
        var name = request.Required("name", 80);
        ResourceNames.Require(name);
        var createdAt = await engine.Store.AddActivityAsync(name, clock.GetUtcNow()).ConfigureAwait(false);
        return Json.ObjectOf(
            ("activityArn", Json.Of(names.Activity(name))),
            ("creationDate", StateMachineOperations.Time(createdAt)));
    }

    public Json Describe(ApiRequest request)
    {
        var arn = request.Required("activityArn", MaxArn);
        return names.ActivityIn(arn) is { } name && engine.Store.FindActivity(name) is { } createdAt
            ? Show(name, createdAt)
            : throw StatesException.ActivityDoesNotExist(arn);
    }

    public Json List(ApiRequest request)
    {
        const string Question = "ListActivities";
        var size = request.PageSize();
        var after = PageToken.Read(Question, request.Optional("nextToken", 1024)) ?? "";
        return Page.Of(
            "activities", engine.Store.Activities(after, size + 1), size,
            activity => PageToken.Write(Question, activity.Name), activity => Show(activity.Name, activity.CreatedAt));
    }

    public async Task<Json> DeleteAsync(ApiRequest request)
    {
        if (names.ActivityIn(request.Required("activityArn", MaxArn)) is { } name)
        {
            await engine.Store.RemoveActivityAsync(name).ConfigureAwait(false);
        }

        return Json.EmptyObject;
    }

    public async Task<Json> GetTaskAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var arn = request.Required("activityArn", MaxArn);
        var worker = request.Optional("workerName", 80, minLength: 1);
        var task = await engine.PollActivityAsync(arn, worker, cancellationToken).ConfigureAwait(false);
        return task is null
            ? Json.EmptyObject
            : Json.ObjectOf(("input", Json.Of(task.Input.ToString())), ("taskToken", Json.Of(task.Token)));
    }

    public async Task<Json> SucceedAsync(ApiRequest request)
    {
        var token = request.Required("taskToken", MaxToken);
        var (_, output) = request.JsonText("output", StatesEngine.MaxDataSize, StatesException.InvalidOutput)
            ?? throw StatesException.Validation("1 validation error detected: Value null at 'output' failed to satisfy constraint: Member must not be null");
        return Answer(await engine.SucceedTaskAsync(token, output).ConfigureAwait(false));
    }

    public async Task<Json> FailAsync(ApiRequest request)
    {
        var token = request.Required("taskToken", MaxToken);
        return Answer(await engine.FailTaskAsync(token, request.Optional("error", 256), request.Optional("cause", 32_768)).ConfigureAwait(false));
    }

    public async Task<Json> BeatAsync(ApiRequest request) =>
        Answer(await engine.BeatTaskAsync(request.Required("taskToken", MaxToken)).ConfigureAwait(false));

    private static Json Answer(TaskAnswer answer) => answer switch
    {
        TaskAnswer.Accepted => Json.EmptyObject,
        TaskAnswer.InvalidToken => throw StatesException.InvalidTaskToken(),
        _ => throw StatesException.TaskTimedOut(),
    };

    private Json Show(string name, DateTimeOffset createdAt) => Json.ObjectOf(
        ("activityArn", Json.Of(names.Activity(name))),
        ("creationDate", StateMachineOperations.Time(createdAt)),
        ("name", Json.Of(name)));
}
