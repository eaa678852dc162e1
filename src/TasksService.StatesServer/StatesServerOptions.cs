namespace TasksService.StatesServer;

/// <summary>Settings of the states server.</summary>
public sealed class StatesServerOptions
{
    public const string Section = "StatesServer";

    /// <summary>The SQLite file of state machines, executions, their histories and tasks.</summary>
    public string DatabasePath { get; set; } = "./data/states.db";

    /// <summary>The region in ARNs. Configuration key <c>AWS_REGION</c> sets it where this section does not.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>The account in ARNs.</summary>
    public string AccountId { get; set; } = "000000000000";

    /// <summary>Where Lambda functions are invoked that are not registered in the process. Configuration key <c>AWS_ENDPOINT_URL_LAMBDA</c>.</summary>
    public string? LambdaEndpoint { get; set; }

    /// <summary>Where SQS messages are sent. Configuration key <c>AWS_ENDPOINT_URL_SQS</c>.</summary>
    public string? SqsEndpoint { get; set; }

    /// <summary>Who calls those endpoints. Configuration keys <c>AWS_ACCESS_KEY_ID</c> and <c>AWS_SECRET_ACCESS_KEY</c>; local endpoints take any.</summary>
    public string AccessKeyId { get; set; } = "local";

    /// <inheritdoc cref="AccessKeyId"/>
    public string SecretAccessKey { get; set; } = "local";

    /// <summary>How long an ended execution and its history are kept.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(90);
}
