using TasksService.Bench.Services;

namespace TasksService.Bench.Scenarios;

/// <summary>The host and, where it is present, the sketch, taking turns: what disturbs the machine for a while disturbs both. Whoever waits is paused.</summary>
internal sealed class Contest : IAsyncDisposable
{
    private Contest(IReadOnlyList<Service> services) => Services = services;

    public IReadOnlyList<Service> Services { get; }

    public static async Task<Contest> StartAsync()
    {
        List<Service> services = [];
        if (SketchService.TryStart() is { } sketch)
        {
            services.Add(sketch);
        }
        else
        {
            Console.WriteLine("The sketch is not present (BENCH_SKETCH names its folder): only the host is measured, without a ratio.");
        }

        services.Add(EmbeddedService.Start());
        var contest = new Contest(services);
        try
        {
            foreach (var service in services)
            {
                await service.AnswersAsync();
                service.Pause();
            }

            return contest;
        }
        catch
        {
            await contest.DisposeAsync();
            throw;
        }
    }

    /// <returns>For each service what its rounds measured; the round before the first one is not counted.</returns>
    public async Task<Dictionary<Service, List<T>>> RunAsync<T>(int rounds, Func<Service, Task<T>> measureAsync)
    {
        var results = Services.ToDictionary(service => service, _ => new List<T>());
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var service in Services)
            {
                service.Resume();
                var result = await measureAsync(service);
                service.Pause();
                if (round > 0)
                {
                    results[service].Add(result);
                }

                Console.WriteLine($"{(round == 0 ? "warm-up" : $"round {round}")}  {service.Name,-12} {result}");
            }
        }

        return results;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in Services)
        {
            service.Resume();
            await service.DisposeAsync();
        }
    }
}
