using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using TasksService.Bench.Sink;
using TasksService.E2E;

namespace TasksService.Bench.Services;

/// <summary>
/// The bare sketch of the same way of a task, where its source is present: in <c>BENCH_SKETCH</c> or beside the checkout.
/// It keeps every task in memory, validates nothing and recovers nothing: what the machine can do.
/// </summary>
internal sealed partial class SketchService : Service
{
    private static readonly Uri Address = new("http://127.0.0.1:5099/");
    private int counted;

    private SketchService(HostProcess process)
        : base("sketch", process)
    {
    }

    /// <returns><see langword="null"/> where there is no sketch.</returns>
    public static SketchService? TryStart()
    {
        if (TryBuild() is not { } program)
        {
            return null;
        }

        var folder = BenchFolder.New("sketch");
        return new SketchService(HostProcess.Start(
            program, Address, Path.Combine(folder, "sketch.log"), [Path.Combine(folder, "data")],
            new Dictionary<string, string> { ["DOTNET_hostBuilder__reloadConfigOnChange"] = "false" }));
    }

    public override async Task<DateTimeOffset> AllCompletedAsync(IReadOnlyList<string> ids, IReadOnlyList<Delivery> deliveries)
    {
        counted += ids.Count;
        while (int.Parse(DonePattern().Match(await Http.GetStringAsync("stats")).Groups[1].Value, CultureInfo.InvariantCulture) < counted)
        {
            await Task.Delay(1);
        }

        return DateTimeOffset.UtcNow;
    }

    /// <summary>Copies the sketch, since its folder may be read-only, and builds it once.</summary>
    private static string? TryBuild()
    {
        var source = Environment.GetEnvironmentVariable("BENCH_SKETCH") is { Length: > 0 } given
            ? given
            : Path.Combine(BenchFolder.Repository, "..", "shared", "spikes", "embedded-write-path");
        if (!File.Exists(Path.Combine(source, "spike.csproj")))
        {
            return null;
        }

        var folder = Directory.CreateDirectory(BenchFolder.Kept("sketch")).FullName;
        var program = Path.Combine(folder, "bin", "Release", "net10.0", "spike.dll");
        if (File.Exists(program))
        {
            return program;
        }

        foreach (var name in (string[])["Program.cs", "spike.csproj"])
        {
            File.WriteAllText(Path.Combine(folder, name), File.ReadAllText(Path.Combine(source, name)));
        }

        // It is not one of this repository's projects: none of their build rules reach it.
        foreach (var name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            File.WriteAllText(Path.Combine(folder, name), "<Project />\n");
        }

        using var build = Process.Start("dotnet", ["build", folder, "-c", "Release", "-v", "q", "--nologo"]);
        build.WaitForExit();
        return build.ExitCode == 0 ? program : throw new InvalidOperationException($"The sketch in {source} does not build.");
    }

    [GeneratedRegex(@"done (\d+)")]
    private static partial Regex DonePattern();
}
