namespace TasksService.StatesLanguage;

/// <summary>A task that an execution wants run. The answer goes to <see cref="Execution.TaskSucceeded"/> or <see cref="Execution.TaskFailed"/>.</summary>
/// <param name="Id">Unique in the execution.</param>
/// <param name="Input">After InputPath and Parameters.</param>
/// <param name="Timeout">From when it was scheduled; the execution itself keeps the time. <see langword="null"/>: no limit.</param>
/// <param name="Heartbeat">Longest time between two heartbeats; the execution itself keeps the time.</param>
/// <param name="Token">The task token, for activities and for resources that wait for it.</param>
/// <param name="Credentials">The state's Credentials, evaluated.</param>
public sealed record TaskRequest(
    string Id,
    string StateName,
    TaskResource Resource,
    Json Input,
    TimeSpan? Timeout,
    TimeSpan? Heartbeat,
    string? Token,
    Json? Credentials);
