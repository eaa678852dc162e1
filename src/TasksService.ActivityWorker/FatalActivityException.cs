namespace TasksService.ActivityWorker;

/// <summary>An error that no later attempt can mend: see <see cref="FatalErrors"/>.</summary>
public sealed class FatalActivityException(string message, Exception innerException) : Exception(message, innerException);
