namespace TasksService;

/// <summary>A message as it came out of the queue.</summary>
/// <param name="ReceiptId">What the queue calls this delivery.</param>
/// <param name="IsRedelivery">Whether the queue has offered the message before; whoever received it first may have died half way.</param>
public sealed record QueuedTask(string ReceiptId, TaskMessage Message, bool IsRedelivery);
