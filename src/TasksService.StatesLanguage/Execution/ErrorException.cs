namespace TasksService.StatesLanguage;

/// <summary>The engine's own complaint about a state; its cause is given the state's name where it is reported.</summary>
internal sealed class ErrorException(string error, string message) : Exception(message)
{
    public string Error { get; } = error;

    public static ErrorException Runtime(string message) => new(ErrorName.Runtime, message);
}
