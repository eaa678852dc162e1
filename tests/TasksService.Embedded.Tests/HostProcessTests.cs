using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace TasksService.Embedded.Tests;

/// <summary>What only a process of its own can show. Time is the machine's here.</summary>
public sealed class HostProcessTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("host-process-").FullName;

    private string Data => Path.Combine(root, "data");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task A_host_that_is_killed_in_the_middle_of_a_burst_has_lost_nothing()
    {
        const int Tasks = 300;
        const int CallsAtMost = 128;
        await using var sink = await Sink.StartAsync();
        var due = DateTimeOffset.UtcNow.AddSeconds(2);
        string[] ids;
        await using (var host = await HostProcess.StartAsync(Data))
        {
            ids = await Task.WhenAll(Enumerable.Range(0, Tasks).Select(_ => CreateAsync(host.Api, due, sink.Url)));
            await sink.ReceivedAsync(Tasks / 3);
            await host.KillAsync();
        }

        await using var next = await HostProcess.StartAsync(Data);

        foreach (var id in ids)
        {
            await CompletedAsync(next.Api, id);
        }

        Assert.Equal(ids.Order(), sink.Deliveries.Distinct().Order());
        Assert.InRange(sink.Deliveries.Count, Tasks, Tasks + CallsAtMost);
    }

    [Fact]
    public async Task An_accepted_task_is_there_after_a_kill()
    {
        string id;
        await using (var host = await HostProcess.StartAsync(Data))
        {
            id = await CreateAsync(host.Api, DateTimeOffset.UtcNow.AddDays(1), "http://127.0.0.1:9/");
            await host.KillAsync();
        }

        await using var next = await HostProcess.StartAsync(Data);

        Assert.Equal("SCHEDULED", await StatusAsync(next.Api, id));
    }

    [Fact]
    public async Task A_host_that_is_told_to_stop_exits_well()
    {
        await using var host = await HostProcess.StartAsync(Data);

        Assert.Equal(0, await host.TerminateAsync());
    }

    [Fact]
    public async Task A_second_host_on_the_same_data_says_who_has_it_and_exits()
    {
        await using var host = await HostProcess.StartAsync(Data);

        var (exitCode, error) = await HostProcess.RefusedAsync(Data);

        Assert.Equal(1, exitCode);
        Assert.Contains(Data, error);
        Assert.Contains($"process {host.Id}", error);
    }

    [Theory]
    [InlineData("--Embedded:MaxCalls=0", "no target is ever called")]
    [InlineData("--Embedded:MaxCalls=many", "MaxCalls")]
    [InlineData("--urls=nonsense", "nonsense")]
    [InlineData("--Embedded:MaxCals=5", "There is no setting Embedded:MaxCals")]
    [InlineData("--prot=8080", "There is no setting --prot")]
    public async Task A_host_with_a_wrong_setting_says_so_and_exits(string setting, string sentence)
    {
        var (exitCode, error) = await HostProcess.RefusedAsync(Data, setting);

        Assert.Equal(1, exitCode);
        Assert.Contains(sentence, error);
        Assert.DoesNotContain("   at ", error);
    }

    private static async Task<string> CreateAsync(HttpClient api, DateTimeOffset due, string url)
    {
        using var response = await api.PostAsJsonAsync("tasks", new { timestamp = due, target = new { type = "http", url } });
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static async Task<string?> StatusAsync(HttpClient api, string id) =>
        (await api.GetFromJsonAsync<JsonElement>($"tasks/{id}")).GetProperty("taskStatus").GetString();

    private static async Task CompletedAsync(HttpClient api, string id)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await StatusAsync(api, id) != "COMPLETED")
        {
            await Task.Delay(10, patience.Token);
        }
    }
}
