namespace TasksService.Embedded;

/// <param name="WakeAt">In milliseconds since 1970; with the id, where the next page of a listing goes on.</param>
internal sealed record WakingTask(TaskMessage Message, long WakeAt);
