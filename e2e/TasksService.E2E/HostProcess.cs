using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace TasksService.E2E;

/// <summary>A host in a process of its own, its output in a file.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(2) };
    private readonly Process process;

    private HostProcess(Process process, Uri url, string log)
    {
        this.process = process;
        Url = url;
        Log = log;
    }

    public Uri Url { get; }

    /// <summary>The file that the host writes to.</summary>
    public string Log { get; }

    public int Id => process.Id;

    /// <summary>Starts a built program of this repository, found beside the one that runs.</summary>
    public static HostProcess StartProject(string name, Uri url, string log, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        // artifacts/bin/<project>/<configuration>/
        var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var program = Path.Combine(here.Parent!.Parent!.FullName, name, here.Name, name + ".dll");
        return Start(program, url, log, arguments, environment);
    }

    public static HostProcess Start(string program, Uri url, string log, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        if (!File.Exists(program))
        {
            throw new FileNotFoundException($"{program} is not there: run `make build` first.", program);
        }

        // The shell gives the program the file itself as its output, as a service manager would, and then becomes the program.
        var start = new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1", "sh", log, "dotnet", program } };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new HostProcess(Process.Start(start)!, url, log);
    }

    /// <summary>An address of this machine on which nothing listens.</summary>
    public static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }

    /// <summary>Waits for the first answer to <c>GET /health</c>.</summary>
    public async Task AnswersAsync(TimeSpan patience)
    {
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var response = await Http.GetAsync(new Uri(Url, "health"));
                response.EnsureSuccessStatusCode();
                return;
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                if (process.HasExited || waiting.Elapsed > patience)
                {
                    var output = File.Exists(Log) ? await File.ReadAllTextAsync(Log) : "";
                    throw new InvalidOperationException($"The host at {Url} does not answer after {waiting.Elapsed.TotalSeconds:0.0} s. Its output:\n{output}", exception);
                }

                await Task.Delay(5);
            }
        }
    }

    /// <summary>Ends the process at once (SIGKILL): nothing of it gets to run any more.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
    }
}
