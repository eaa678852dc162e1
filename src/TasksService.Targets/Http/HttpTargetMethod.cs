namespace TasksService.Targets;

/// <summary>The methods that a task may call with; on the wire GET, POST and so on.</summary>
internal enum HttpTargetMethod
{
    Get,
    Head,
    Post,
    Put,
    Patch,
    Delete,
    Options,
}
