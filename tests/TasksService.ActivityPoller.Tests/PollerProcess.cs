using System.Collections.Concurrent;
using System.Diagnostics;

namespace TasksService.ActivityPoller.Tests;

/// <summary>The poller as a process of its own.</summary>
internal sealed class PollerProcess : IAsyncDisposable
{
    public const string ActivityArn = "arn:aws:states:eu-central-1:000000000000:activity:ProcessUsersSubscriptionActivity";

    /// <summary>In its own output folder: here, beside ASP.NET Core, it would lack what that brings.</summary>
    private static readonly string Built = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../TasksService.ActivityPoller/", new DirectoryInfo(AppContext.BaseDirectory).Name, "activity-poller.dll"));

    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();

    private PollerProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output => string.Join('\n', output);

    public static PollerProcess Start(string awsUrl, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Built])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        (string, string)[] defaults =
        [
            ("ACTIVITY_ARN", ActivityArn),
            ("AWS_REGION", "eu-central-1"),
            ("AWS_ENDPOINT_URL", awsUrl),
            ("AWS_ACCESS_KEY_ID", "key"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
            ("AWS_EC2_METADATA_DISABLED", "true"),
            ("AWS_CONFIG_FILE", "/nonexistent"),
            ("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent"),
            ("POLLS", "1"),
        ];
        foreach (var (name, value) in defaults.Concat(environment))
        {
            start.Environment[name] = value;
        }

        return new PollerProcess(Process.Start(start)!);
    }

    public void Terminate() => Signal("-TERM");

    public void Kill() => Signal("-KILL");

    public async Task<int> ExitAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        await ExitAsync();
        process.Dispose();
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{process.Id}"]);
        kill.WaitForExit();
    }
}
