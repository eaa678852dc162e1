using System.Diagnostics;

namespace TasksService.Testing;

/// <summary>A stand-in for a service of AWS, from <c>tests/emulators</c>, in a Node process of its own that ends with this object or with the tests.</summary>
public sealed class Emulator : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly Process process;

    private Emulator(Process process, Uri url)
    {
        this.process = process;
        Url = url;
    }

    /// <summary>On the loopback interface, on a port that was free.</summary>
    public Uri Url { get; }

    /// <summary>DynamoDB, by dynalite.</summary>
    public static Task<Emulator> StartDynaliteAsync() => StartAsync("dynalite");

    /// <summary>SQS, by fauxqs.</summary>
    public static Task<Emulator> StartFauxqsAsync() => StartAsync("fauxqs");

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<Emulator> StartAsync(string name)
    {
        var process = Process.Start(new ProcessStartInfo("node", ["serve.mjs", name])
        {
            WorkingDirectory = Repository.PathOf("tests", "emulators"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

        var url = await process.StandardOutput.ReadLineAsync().WaitAsync(StartLimit)
            ?? throw new InvalidOperationException($"{name} did not start: see its message above.");
        return new Emulator(process, new Uri(url));
    }
}
