using System.Globalization;
using TasksService.E2E;

namespace TasksService.Bench.Sink;

/// <summary>The sink in its own process, and what the bench asks of it.</summary>
internal sealed class SinkProcess : IAsyncDisposable
{
    private readonly HostProcess process;
    private readonly HttpClient http = new();

    private SinkProcess(HostProcess process) => this.process = process;

    /// <param name="hold">How long the sink keeps each call open before it answers.</param>
    public static async Task<SinkProcess> StartAsync(TimeSpan hold = default)
    {
        var address = HostProcess.FreeAddress();
        var process = HostProcess.StartProject(
            "TasksService.Bench", address, Path.Combine(BenchFolder.New("sink"), "sink.log"), ["sink", Text(address.Port), Text(hold.TotalMilliseconds)]);
        await process.AnswersAsync(TimeSpan.FromSeconds(20));
        return new SinkProcess(process);
    }

    /// <summary>Where a task due at that time is to be delivered.</summary>
    public string UrlFor(DateTimeOffset due) => $"{process.Url}hit?due={Text(due.ToUnixTimeMilliseconds())}";

    public async Task<int> CountAsync() => int.Parse(await CommandAsync("count"), CultureInfo.InvariantCulture);

    public async Task<List<Delivery>> DeliveriesAsync() =>
        [.. (await CommandAsync("deliveries")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Delivery.Parse)];

    public Task ResetAsync() => CommandAsync("reset");

    /// <returns>Whether so many deliveries came before the patience ended.</returns>
    public async Task<bool> ReceivedAsync(int count, TimeSpan patience)
    {
        var until = DateTimeOffset.UtcNow + patience;
        while (await CountAsync() < count)
        {
            if (DateTimeOffset.UtcNow > until)
            {
                return false;
            }

            await Task.Delay(2);
        }

        return true;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await process.DisposeAsync();
    }

    private Task<string> CommandAsync(string name) => http.GetStringAsync(new Uri(process.Url, name));

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
