using TasksService.Bench.Sink;

namespace TasksService.Bench.Scenarios;

/// <summary>Milliseconds from when a task was due until its call arrived.</summary>
internal sealed record Lateness(int Early, double P50, double P99, double Max)
{
    public static Lateness Of(IEnumerable<Delivery> deliveries)
    {
        var late = deliveries.Select(delivery => delivery.LatenessMilliseconds).ToArray();
        return new Lateness(late.Count(milliseconds => milliseconds < 0), late.Percentile(50), late.Percentile(99), late.Max());
    }

    public override string ToString() => $"early {Early}, p50 {P50.Show("0.0")} ms, p99 {P99.Show("0.0")} ms, max {Max.Show("0.0")} ms";
}
