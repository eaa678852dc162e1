namespace TasksService.Testing.Lambda;

/// <param name="RequestId">The invocation's id.</param>
/// <param name="Payload">What the function answered: JSON, or nothing; <see langword="null"/> when it failed.</param>
/// <param name="Error">What it failed with.</param>
public sealed record InvocationResult(string RequestId, string? Payload, InvocationError? Error);
