namespace TasksService.Targets;

/// <summary>What the record keeps of a message that was sent.</summary>
internal sealed record SqsTargetOutput(string MessageId);
