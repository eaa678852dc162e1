using TasksService.StatesLanguage;

namespace TasksService.StatesServer;

/// <summary>A task request as text. Its times are not in it: the execution keeps them. Its input is a text in the text, so that it can be as deep as inputs may be.</summary>
internal static class TaskRequestJson
{
    public static string Write(TaskRequest task) => Json.ObjectOf(
        ("id", Json.Of(task.Id)),
        ("state", Json.Of(task.StateName)),
        ("resource", Json.Of(task.Resource.Arn)),
        ("token", Json.OfNullable(task.Token)),
        ("input", Json.Of(task.Input.ToString()))).ToString();

    public static TaskRequest Read(string text)
    {
        var json = Json.Parse(text);
        return new(
            json["id"]!.AsString(), json["state"]!.AsString(), TaskResource.TryParse(json["resource"]!.AsString())!, Json.Parse(json["input"]!.AsString()),
            Timeout: null, Heartbeat: null, json["token"]?.TextOrNull(), Credentials: null);
    }
}
