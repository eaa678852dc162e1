using TasksService.StatesLanguage;

namespace TasksService.StatesServer;

/// <summary>A task handed out to an activity's worker.</summary>
public sealed record ActivityTask(string Token, Json Input);
