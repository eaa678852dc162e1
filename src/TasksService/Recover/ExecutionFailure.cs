namespace TasksService;

/// <summary>What an execution of the state machine says of an executor that failed: the parameters of the definition's HandleFailure state.</summary>
public sealed record ExecutionFailure(string Id, int Revision, string Error, string? Cause);
