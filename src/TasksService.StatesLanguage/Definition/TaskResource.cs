namespace TasksService.StatesLanguage;

/// <summary>What a Task state calls: the resource ARN and what it means.</summary>
public sealed record TaskResource
{
    private const string ServicePrefix = ":states:::";

    private TaskResource(string arn, TaskResourceKind kind, string service, string action)
    {
        Arn = arn;
        Kind = kind;
        Service = service;
        Action = action;
    }

    public string Arn { get; }

    public TaskResourceKind Kind { get; }

    /// <summary>History's <c>resourceType</c>: <c>lambda</c>, <c>sqs</c>, <c>aws-sdk:s3</c>; <c>activity</c> for an activity.</summary>
    public string Service { get; }

    /// <summary>History's <c>resource</c>: <c>invoke</c>, <c>sendMessage.waitForTaskToken</c>; the function's or activity's name otherwise.</summary>
    public string Action { get; }

    /// <summary>The action without its pattern: <c>sendMessage</c>.</summary>
    public string BareAction => Action.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? Action[..dot] : Action;

    /// <summary>The task ends when its token comes back, not when the call returns.</summary>
    public bool WaitsForTaskToken => Kind == TaskResourceKind.Service && Action.EndsWith(".waitForTaskToken", StringComparison.Ordinal);

    /// <summary>The task ends when the job that it starts ends (<c>.sync</c>, <c>.sync:2</c>).</summary>
    public bool IsSync => Kind == TaskResourceKind.Service && Action.Contains(".sync", StringComparison.Ordinal);

    /// <returns><see langword="null"/> when the text is not the ARN of something that a Task state can call.</returns>
    public static TaskResource? TryParse(string arn)
    {
        var parts = arn.Split(':');
        if (parts.Length < 6 || parts[0] != "arn" || parts[1].Length == 0)
        {
            return null;
        }

        if (parts[2] == "lambda" && parts.Length is 7 or 8 && parts[5] == "function" && parts[6].Length > 0)
        {
            return new(arn, TaskResourceKind.Lambda, "lambda", parts[6]);
        }

        if (parts[2] != "states")
        {
            return null;
        }

        if (parts.Length == 7 && parts[5] == "activity" && parts[6].Length > 0)
        {
            return new(arn, TaskResourceKind.Activity, "activity", parts[6]);
        }

        var at = arn.IndexOf(ServicePrefix, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var rest = arn[(at + ServicePrefix.Length)..];
        var serviceEnd = rest.IndexOf(':', StringComparison.Ordinal);
        if (serviceEnd > 0 && rest[..serviceEnd] == "aws-sdk")
        {
            serviceEnd = rest.IndexOf(':', serviceEnd + 1);
        }

        return serviceEnd > 0 && serviceEnd < rest.Length - 1
            ? new(arn, TaskResourceKind.Service, rest[..serviceEnd], rest[(serviceEnd + 1)..])
            : null;
    }
}
