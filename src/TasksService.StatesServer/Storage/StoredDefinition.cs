using TasksService.StatesLanguage;

namespace TasksService.StatesServer;

/// <summary>One revision of a state machine. An execution keeps the one that it was started with.</summary>
/// <param name="Settings">What the API takes and gives back unchanged: <c>loggingConfiguration</c>, <c>tracingConfiguration</c>, <c>description</c>.</param>
internal sealed record StoredDefinition(
    long Id,
    string RevisionId,
    string Definition,
    string RoleArn,
    Json Settings,
    DateTimeOffset UpdatedAt);
