using System.Diagnostics;
using TasksService.E2E;

namespace TasksService.Bench.States;

/// <summary>The embedded host in a process of its own, and a client of its Step Functions API.</summary>
internal sealed class StatesHost : IAsyncDisposable
{
    private readonly HostProcess process;

    private StatesHost(HostProcess process)
    {
        this.process = process;
        Client = new StatesClient(process.Url);
    }

    public StatesClient Client { get; }

    public static async Task<StatesHost> StartAsync(string folder)
    {
        var address = HostProcess.FreeAddress();
        var host = new StatesHost(HostProcess.StartProject(
            "TasksService.Embedded", address, Path.Combine(folder, "host.log"), ["--urls", address.GetLeftPart(UriPartial.Authority), "--data", Path.Combine(folder, "data")]));
        await host.Client.AnswersAsync();
        return host;
    }

    /// <summary>User and system time that the process has used.</summary>
    public TimeSpan ProcessorTime()
    {
        using var running = Process.GetProcessById(process.Id);
        return running.TotalProcessorTime;
    }

    /// <summary>Ends it at once, as a crash would.</summary>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await process.DisposeAsync();
    }
}
