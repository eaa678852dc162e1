using TasksService.StatesLanguage;

namespace TasksService.StatesServer;

/// <summary>A state machine with its current definition, parsed.</summary>
internal sealed record LoadedMachine(StoredMachine Stored, string Arn, StateMachine Machine);
