namespace TasksService.StatesServer;

/// <summary>A request that was refused, in AWS's words.</summary>
/// <param name="type">The wire's <c>__type</c>.</param>
public sealed class StatesException(string type, string message, int status = 400) : Exception(message)
{
    private const string Model = "com.amazonaws.swf.service.v2.model#";
    private const string Coral = "com.amazon.coral.";

    public string Type { get; } = type;

    public int Status { get; } = status;

    /// <summary>Whether the name belongs to an execution that is over, or to one with another input.</summary>
    public bool IsExecutionAlreadyExists => Type == Model + "ExecutionAlreadyExists";

    internal static StatesException ActivityDoesNotExist(string arn) => new(Model + "ActivityDoesNotExist", $"Activity Does Not Exist: '{arn}'");

    internal static StatesException ConflictException(string message) => new(Model + "ConflictException", message);

    internal static StatesException ExecutionAlreadyExists(string arn) => new(Model + "ExecutionAlreadyExists", $"Execution Already Exists: '{arn}'");

    internal static StatesException ExecutionDoesNotExist(string arn) => new(Model + "ExecutionDoesNotExist", $"Execution Does Not Exist: '{arn}'");

    internal static StatesException InternalFailure() => new(Coral + "service#InternalFailure", "The request failed inside the server; its log has the reason.", 500);

    internal static StatesException InvalidArn(string reason) => new(Model + "InvalidArn", $"Invalid Arn: '{reason}'");

    internal static StatesException InvalidDefinition(string message) => new(Model + "InvalidDefinition", message);

    internal static StatesException InvalidExecutionInput(string reason) => new(Model + "InvalidExecutionInput", $"Invalid State Machine Execution Input: '{reason}'");

    internal static StatesException InvalidName(string name) => new(Model + "InvalidName", $"Invalid Name: '{name}'");

    internal static StatesException InvalidOutput(string reason) => new(Model + "InvalidOutput", $"Invalid Output: '{reason}'");

    internal static StatesException InvalidPageToken() => new(Model + "InvalidToken", "Invalid Token: 'Invalid token'");

    internal static StatesException InvalidTaskToken() => new(Model + "InvalidToken", "Invalid Token: 'Invalid token'");

    internal static StatesException MissingRequiredParameter(string message) => new(Model + "MissingRequiredParameter", message);

    internal static StatesException Serialization(string message) => new(Coral + "service#SerializationException", message);

    internal static StatesException StateMachineAlreadyExists(string arn) => new(Model + "StateMachineAlreadyExists", $"State Machine Already Exists: '{arn}'");

    internal static StatesException StateMachineDeleting(string arn) => new(Model + "StateMachineDeleting", $"State Machine is being deleted: '{arn}'");

    internal static StatesException StateMachineDoesNotExist(string arn) => new(Model + "StateMachineDoesNotExist", $"State Machine Does Not Exist: '{arn}'");

    internal static StatesException StateMachineTypeNotSupported() =>
        new(Model + "StateMachineTypeNotSupported", "This operation is not supported by this type of state machine");

    internal static StatesException TaskTimedOut() => new(Model + "TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");

    internal static StatesException UnknownOperation(string? operation) =>
        new(Coral + "service#UnknownOperationException", operation is null ? "The request names no operation." : $"The operation {operation} is not supported.");

    internal static StatesException Validation(string message) => new(Coral + "validate#ValidationException", message);
}
