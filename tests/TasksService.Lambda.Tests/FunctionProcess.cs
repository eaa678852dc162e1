using System.Diagnostics;
using TasksService.Testing.Lambda;

namespace TasksService.Lambda.Tests;

/// <summary>A deployed function in a process of its own, behind a Runtime API.</summary>
public sealed class FunctionProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly RuntimeApiServer runtimeApi;
    private readonly Process process;
    private readonly List<string> log = [];

    private FunctionProcess(RuntimeApiServer runtimeApi, Process process)
    {
        this.runtimeApi = runtimeApi;
        this.process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What the function has written so far: its log.</summary>
    public IReadOnlyList<string> Log
    {
        get
        {
            lock (log)
            {
                return [.. log];
            }
        }
    }

    /// <param name="package"><c>functions</c> or <c>api</c>.</param>
    /// <param name="handler">Which of the functions: <c>ANNOTATIONS_HANDLER</c>.</param>
    public static async Task<FunctionProcess> StartAsync(string package, string handler, IReadOnlyDictionary<string, string> environment)
    {
        var folder = await FunctionPackages.FolderAsync(package);
        var runtimeApi = await RuntimeApiServer.StartAsync();
        var start = new ProcessStartInfo(Path.Combine(folder, "bootstrap")) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in runtimeApi.EnvironmentOf(handler).Concat(environment).Append(new("ANNOTATIONS_HANDLER", handler)))
        {
            start.Environment[name] = value;
        }

        var function = new FunctionProcess(runtimeApi, Process.Start(start)!);
        await runtimeApi.FirstAsked.WaitAsync(StartLimit);
        return function;
    }

    public Task<InvocationResult> InvokeAsync(string payload) => runtimeApi.InvokeAsync(payload, cancellationToken: new CancellationTokenSource(StartLimit).Token);

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        await runtimeApi.DisposeAsync();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (log)
            {
                log.Add(line);
            }
        }
    }
}
