namespace TasksService.StatesLanguage;

/// <summary>A task that was requested and has no answer yet: what a host that was restarted looks at.</summary>
/// <param name="IsStarted">A worker took the activity's task. (Other tasks count as started when they are scheduled.)</param>
/// <param name="IsSubmitted">The call behind a <c>.waitForTaskToken</c> or <c>.sync</c> task was accepted, and need not be made again.</param>
public sealed record AwaitedTask(TaskRequest Request, bool IsStarted, bool IsSubmitted);
