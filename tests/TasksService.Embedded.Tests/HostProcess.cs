using System.Diagnostics;
using System.Text.RegularExpressions;

namespace TasksService.Embedded.Tests;

/// <summary>The built host as a process of its own, which can be killed.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(Process process) => this.process = process;

    public HttpClient Api { get; } = new();

    public int Id => process.Id;

    /// <summary>Ends when the host says where its API is.</summary>
    public static async Task<HostProcess> StartAsync(string data)
    {
        var host = Start(data);
        host.Api.BaseAddress = await host.address.Task.WaitAsync(Patience);
        return host;
    }

    /// <summary>For a host that is not expected to serve.</summary>
    /// <returns>Its exit code and what it wrote on standard error.</returns>
    public static async Task<(int ExitCode, string Error)> RefusedAsync(string data, params string[] args)
    {
        using var process = Process.Start(Command(data, args))!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var error = await process.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, error);
    }

    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>As Ctrl-C or a service manager does it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
        Api.Dispose();
    }

    private static HostProcess Start(string data)
    {
        var host = new HostProcess(new Process { StartInfo = Command(data) });
        host.process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text && Address().Match(text) is { Success: true } match)
            {
                host.address.TrySetResult(new Uri(match.Groups[1].Value));
            }
        };
        host.process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { Length: > 0 } text)
            {
                host.address.TrySetException(new InvalidOperationException(text));
            }
        };
        host.process.Start();
        host.process.BeginOutputReadLine();
        host.process.BeginErrorReadLine();
        return host;
    }

    private static ProcessStartInfo Command(string data, params string[] args) =>
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, "TasksService.Embedded.dll"), "--urls", "http://127.0.0.1:0", "--data", data, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(data),
        };

    [GeneratedRegex("The API is at (http://[^/]+/)")]
    private static partial Regex Address();
}
