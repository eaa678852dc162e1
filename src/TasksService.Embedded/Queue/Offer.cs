namespace TasksService.Embedded;

/// <param name="Count">How often the message has been offered, this time included.</param>
internal readonly record struct Offer(TaskMessage Message, int Count);
