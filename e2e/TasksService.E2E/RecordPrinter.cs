using System.Diagnostics;
using System.Text.Json;

namespace TasksService.E2E;

/// <summary>Prints a task's record when its status has changed, and every few seconds in between.</summary>
internal sealed class RecordPrinter(string scenario, Func<string, Task<string?>> findItem)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly Stopwatch running = Stopwatch.StartNew();
    private string? status;
    private TimeSpan printedAt;

    public void Show(JsonElement record)
    {
        var now = record.GetProperty("taskStatus").GetString();
        if (now != status && record.TryGetProperty("id", out var id))
        {
            _ = ShowItemAsync(id.GetString()!);
        }

        if (now == status && running.Elapsed - printedAt < Interval)
        {
            return;
        }

        status = now;
        printedAt = running.Elapsed;
        Console.WriteLine($"{running.Elapsed.TotalSeconds,6:0.0} s  {now,-11}  {scenario}: {JsonSerializer.Serialize(record)}");
    }

    /// <summary>Beside the scenario, which does not wait for it.</summary>
    private async Task ShowItemAsync(string id)
    {
        try
        {
            if (await findItem(id) is { } item)
            {
                Console.WriteLine($"{running.Elapsed.TotalSeconds,6:0.0} s  item of {id}: {item.ReplaceLineEndings(" ")}");
            }
        }
        catch (InvalidOperationException exception)
        {
            Console.WriteLine(exception.Message);
        }
    }
}
