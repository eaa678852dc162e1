using TasksService.StatesLanguage;

namespace TasksService.StatesServer;

/// <summary>A state machine as stored: its current revision.</summary>
internal sealed record StoredMachine(
    long Id,
    string Name,
    StateMachineType Type,
    bool IsDeleting,
    DateTimeOffset CreatedAt,
    StoredDefinition Definition);
