using System.Globalization;

namespace TasksService.Embedded;

/// <summary>The directory that holds everything a host keeps, and the lock by which one host at a time has it. The lock dies with the process.</summary>
internal sealed class DataDirectory : IDisposable
{
    private readonly FileStream held;

    private DataDirectory(string path, FileStream held)
    {
        Path = path;
        this.held = held;
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    public string StatesFile => System.IO.Path.Combine(Path, "states.db");

    public string TasksFile => System.IO.Path.Combine(Path, "tasks.db");

    /// <exception cref="DataDirectoryInUseException">Another process has it.</exception>
    public static DataDirectory Lock(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(full);
        var holder = System.IO.Path.Combine(full, "pid");
        try
        {
            var held = new FileStream(System.IO.Path.Combine(full, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

            // Beside the lock, since that keeps readers out as well.
            File.WriteAllText(holder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DataDirectory(full, held);
        }
        catch (IOException) when (File.Exists(holder))
        {
            throw new DataDirectoryInUseException(full, File.ReadAllText(holder));
        }
    }

    public void Dispose() => held.Dispose();
}
