namespace TasksService.StatesServer;

/// <summary>A change does not follow what is stored: the execution in memory was not, or no longer, the stored one.</summary>
internal sealed class StaleExecutionException(long executionId, long change)
    : Exception($"Change {change} of execution {executionId} does not follow what is stored.");
