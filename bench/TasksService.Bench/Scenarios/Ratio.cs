using TasksService.Bench.Services;

namespace TasksService.Bench.Scenarios;

/// <summary>The host's median beside the sketch's.</summary>
internal static class Ratio
{
    public static void Print<T>(Dictionary<Service, List<T>> results, Func<T, double> figure, string what, string bar)
    {
        if (results.Count == 2)
        {
            var host = results.Single(result => result.Key is EmbeddedService).Value.Select(figure).Median();
            var sketch = results.Single(result => result.Key is SketchService).Value.Select(figure).Median();
            Console.WriteLine($"{what}: {(host / sketch).Show("0.00")} (bar: {bar})");
        }
    }
}
