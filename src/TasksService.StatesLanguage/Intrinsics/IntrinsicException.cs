namespace TasksService.StatesLanguage;

/// <summary>An intrinsic function cannot be applied to its arguments.</summary>
internal sealed class IntrinsicException(string message) : Exception(message);
