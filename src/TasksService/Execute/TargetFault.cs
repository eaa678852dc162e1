namespace TasksService;

/// <param name="Member">The path of the wrong member inside the target, for example <c>headers.X-Id</c>.</param>
public sealed record TargetFault(string Member, string Message);
