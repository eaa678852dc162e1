namespace TasksService.Bench;

/// <summary>
/// Where data and logs of a run lie: <c>artifacts/bench</c> in the repository, or the folder in <c>BENCH_DATA</c>.
/// It should be on a real disk: on a memory file system a durable write costs nothing and the figures mean nothing.
/// </summary>
internal static class BenchFolder
{
    private static int last;

    /// <summary>artifacts/bin/TasksService.Bench/release/ is four below it.</summary>
    public static string Repository { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", ".."));

    private static string Root { get; } =
        Environment.GetEnvironmentVariable("BENCH_DATA") is { Length: > 0 } given ? Path.GetFullPath(given) : Path.Combine(Repository, "artifacts", "bench");

    private static string Run { get; } = Path.Combine(Root, $"run-{Environment.ProcessId}");

    /// <summary>A new empty folder for this run.</summary>
    public static string New(string name) => Directory.CreateDirectory(Path.Combine(Run, $"{Interlocked.Increment(ref last):000}-{name}")).FullName;

    /// <summary>A folder that stays from run to run.</summary>
    public static string Kept(string name) => Path.Combine(Root, name);

    public static void DeleteRun()
    {
        if (Directory.Exists(Run))
        {
            Directory.Delete(Run, recursive: true);
        }
    }
}
