using System.Diagnostics;
using TasksService.Testing;

namespace TasksService.Lambda.Tests;

/// <summary>The packages as they are deployed: self-contained, trimmed, ReadyToRun. Built once, and again when a source is newer.</summary>
public static class FunctionPackages
{
    private static readonly Lazy<Task> Built = new(BuildAsync);

    /// <returns>The folder whose file <c>bootstrap</c> Lambda would start: <c>functions</c> or <c>api</c>.</returns>
    public static async Task<string> FolderAsync(string package)
    {
        await Built.Value;
        return Repository.PathOf("artifacts", "package", package);
    }

    private static async Task BuildAsync()
    {
        if (IsUpToDate())
        {
            return;
        }

        using var make = Process.Start(new ProcessStartInfo("make", ["package"]) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true })!;
        var output = await make.StandardOutput.ReadToEndAsync();
        await make.WaitForExitAsync();
        Assert.True(make.ExitCode == 0, output);
    }

    private static bool IsUpToDate()
    {
        var zips = new[] { "functions.zip", "api.zip" }.Select(zip => new FileInfo(Repository.PathOf("artifacts", "package", zip))).ToList();
        var sources = new[] { "src", "compat" }
            .Where(folder => Directory.Exists(Repository.PathOf(folder)))
            .SelectMany(folder => new DirectoryInfo(Repository.PathOf(folder)).EnumerateFiles("*.cs*", SearchOption.AllDirectories))
            .Where(source => !source.FullName.Contains($"{Path.DirectorySeparatorChar}artifacts{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        return zips.All(zip => zip.Exists) && sources.Max(source => source.LastWriteTimeUtc) < zips.Min(zip => zip.LastWriteTimeUtc);
    }
}
