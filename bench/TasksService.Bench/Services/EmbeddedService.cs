using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TasksService.Bench.Sink;
using TasksService.E2E;

namespace TasksService.Bench.Services;

/// <summary>This repository's embedded host, with its settings as they come; its log goes to a file.</summary>
internal sealed class EmbeddedService : Service
{
    /// <summary>More than the calls that a host has open at one time.</summary>
    private const int Tail = 256;

    private EmbeddedService(HostProcess process)
        : base("TasksService", process)
    {
    }

    /// <param name="data">The data directory; a new one unless it is given.</param>
    public static EmbeddedService Start(string? data = null, Uri? url = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        var folder = data ?? NewData();
        var address = url ?? HostProcess.FreeAddress();
        return new EmbeddedService(HostProcess.StartProject(
            "TasksService.Embedded", address, Path.Combine(Path.GetDirectoryName(folder)!, "host.log"), ["--urls", address.GetLeftPart(UriPartial.Authority), "--data", folder], settings));
    }

    public static string NewData() => Path.Combine(BenchFolder.New("host"), "data");

    /// <summary>Reads records from the one that was delivered last backwards, since what was delivered long before has been completed too.</summary>
    public override async Task<DateTimeOffset> AllCompletedAsync(IReadOnlyList<string> ids, IReadOnlyList<Delivery> deliveries)
    {
        var completedAt = DateTimeOffset.UtcNow;
        var inARow = 0;
        foreach (var delivery in deliveries.Reverse())
        {
            if (await WaitedForAsync(delivery.Id))
            {
                completedAt = DateTimeOffset.UtcNow;
                inARow = 0;
            }
            else if (++inARow == Tail)
            {
                break;
            }
        }

        await Parallel.ForEachAsync(ids, async (id, _) => await WaitedForAsync(id));
        return completedAt;
    }

    public async Task<JsonElement?> FindAsync(string id)
    {
        using var response = await Http.GetAsync($"tasks/{id}");
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <returns>Whether it had not completed yet.</returns>
    private async Task<bool> WaitedForAsync(string id)
    {
        var waiting = Stopwatch.StartNew();
        for (var waited = false; ; waited = true)
        {
            var status = (await FindAsync(id))?.GetProperty("taskStatus").GetString();
            if (status == "COMPLETED")
            {
                return waited;
            }

            if (status is null or "FAILED" or "CANCELED" || waiting.Elapsed > TimeSpan.FromMinutes(2))
            {
                throw new InvalidOperationException($"Task {id} is {status ?? "lost"} and not COMPLETED.");
            }

            await Task.Delay(1);
        }
    }
}
