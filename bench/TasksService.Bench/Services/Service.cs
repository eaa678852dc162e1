using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TasksService.Bench.Sink;
using TasksService.E2E;

namespace TasksService.Bench.Services;

/// <summary>A scheduler under measurement: it takes tasks by <c>POST /tasks</c> and runs in a process of its own.</summary>
internal abstract class Service(string name, HostProcess process) : IAsyncDisposable
{
    /// <summary>As many callers as wrk has.</summary>
    private const int Callers = 32;

    public string Name => name;

    public Uri Url => process.Url;

    protected HttpClient Http { get; } = new() { BaseAddress = process.Url };

    public Task AnswersAsync() => process.AnswersAsync(TimeSpan.FromSeconds(60));

    /// <returns>The ids of the tasks, in the order of their times.</returns>
    public async Task<string[]> CreateAsync(IReadOnlyList<DateTimeOffset> times, SinkProcess sink)
    {
        var ids = new string[times.Count];
        var next = -1;

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var index && index < times.Count)
            {
                ids[index] = await CreateAsync(times[index], sink.UrlFor(times[index]));
            }
        }));

        return ids;
    }

    /// <summary>Waits until every task has completed, and finds out when the last one did.</summary>
    public abstract Task<DateTimeOffset> AllCompletedAsync(IReadOnlyList<string> ids, IReadOnlyList<Delivery> deliveries);

    /// <summary>Takes the processor from it while another is measured.</summary>
    public void Pause() => Signal("-STOP");

    public void Resume() => Signal("-CONT");

    public Task KillAsync() => process.KillAsync();

    public double ResidentMegabytes() => Status("VmRSS:") / 1024;

    /// <summary>User and system time that the process has used.</summary>
    public TimeSpan ProcessorTime()
    {
        using var running = Process.GetProcessById(process.Id);
        return running.TotalProcessorTime;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await process.DisposeAsync();
    }

    private async Task<string> CreateAsync(DateTimeOffset due, string url)
    {
        var task = new { timestamp = due.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), target = new { type = "http", url, body = "{}" } };
        using var response = await Http.PostAsJsonAsync("tasks", task);
        if (response.StatusCode != HttpStatusCode.Created)
        {
            throw new InvalidOperationException($"{name} answers {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        }

        var created = await response.Content.ReadFromJsonAsync<JsonElement>();
        return created.GetProperty("id").GetString()!;
    }

    private double Status(string field)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
