namespace TasksService.ActivityWorker;

/// <summary>What GetActivityTask hands out: a token to answer with, and the input as JSON text.</summary>
public sealed record ActivityTask(string Token, string Input);
