namespace TasksService.Embedded;

public sealed class DataDirectoryInUseException(string path, string processId)
    : Exception($"The data directory {path} is in use by process {processId}. Stop that one, or choose another directory with --data.")
{
    public string Path { get; } = path;

    /// <summary>Who has the directory.</summary>
    public string ProcessId { get; } = processId;
}
