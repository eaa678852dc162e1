using System.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace Examples.Host;

/// <summary>The activity poller as a process of its own, as it runs on AWS in a container: started with the example, drained with it.</summary>
internal sealed class PollerChild(Dictionary<string, string> settings, ExampleReady ready, IServiceProvider services, IHostApplicationLifetime lifetime) : BackgroundService
{
    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(20);

    /// <summary>In the poller's own output folder, which lies beside the example's.</summary>
    private static readonly string Program = Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory, "../../TasksService.ActivityPoller", new DirectoryInfo(AppContext.BaseDirectory).Name, "activity-poller.dll"));

    private Process? poller;

    public override void Dispose()
    {
        base.Dispose();
        if (poller is not null && !poller.WaitForExit(ExitLimit))
        {
            poller.Kill();
        }

        poller?.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ready.Task.WaitAsync(stoppingToken);

        var start = new ProcessStartInfo("dotnet", [Program]);
        var url = ExampleBuilder.UrlOf(services);
        (string, string)[] connection =
        [
            ("AWS_ENDPOINT_URL", url),
            ("AWS_REGION", ExampleNames.Region),
            ("AWS_ACCESS_KEY_ID", "local"),
            ("AWS_SECRET_ACCESS_KEY", "local"),
        ];
        foreach (var (name, value) in connection.Concat(settings.Select(pair => (pair.Key, pair.Value.Replace("{url}", url, StringComparison.Ordinal)))))
        {
            start.Environment[name] = value;
        }

        poller = Process.Start(start)!;
        lifetime.ApplicationStopping.Register(Drain);
    }

    private void Drain()
    {
        if (!poller!.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", $"{poller.Id}"]);
            kill.WaitForExit();
        }
    }
}
