using TasksService.StatesLanguage;

namespace TasksService.StatesServer;

/// <summary>A function in the process, called as Lambda would be.</summary>
/// <remarks>An exception fails the task: its type's name is the error, as on Lambda.</remarks>
/// <param name="cancellationToken">Cancelled when the answer no longer matters: the task timed out, or the execution is over.</param>
public delegate Task<Json> FunctionHandler(Json input, CancellationToken cancellationToken);
