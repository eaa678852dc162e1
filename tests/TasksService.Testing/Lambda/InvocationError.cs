namespace TasksService.Testing.Lambda;

/// <param name="Type">The header <c>Lambda-Runtime-Function-Error-Type</c>.</param>
/// <param name="Json"><c>errorType</c>, <c>errorMessage</c>, <c>stackTrace</c>.</param>
public sealed record InvocationError(string Type, string Json);
