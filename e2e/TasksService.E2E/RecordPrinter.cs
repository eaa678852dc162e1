using System.Diagnostics;
using System.Text.Json;

namespace TasksService.E2E;

/// <summary>Prints a task's record when its status has changed, and every few seconds in between.</summary>
internal sealed class RecordPrinter(string scenario)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly Stopwatch running = Stopwatch.StartNew();
    private string? status;
    private TimeSpan printedAt;

    public void Show(JsonElement record)
    {
        var now = record.GetProperty("taskStatus").GetString();
        if (now == status && running.Elapsed - printedAt < Interval)
        {
            return;
        }

        status = now;
        printedAt = running.Elapsed;
        Console.WriteLine($"{running.Elapsed.TotalSeconds,6:0.0} s  {now,-11}  {scenario}: {JsonSerializer.Serialize(record)}");
    }
}
