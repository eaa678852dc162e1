using System.Globalization;

namespace TasksService.Bench.Sink;

/// <summary>One webhook as the sink saw it. Ticks are those of UTC.</summary>
internal sealed class Delivery(string id, long dueMilliseconds, long arrivedTicks)
{
    public string Id => id;

    public DateTime DueAt => DateTime.UnixEpoch.AddMilliseconds(dueMilliseconds);

    public DateTime ArrivedAt => new(arrivedTicks, DateTimeKind.Utc);

    /// <summary>0 as long as the answer is not on its way.</summary>
    public long AnsweredTicks { get; set; }

    public double LatenessMilliseconds => (ArrivedAt - DueAt).TotalMilliseconds;

    public static Delivery Parse(string line)
    {
        var parts = line.Split(' ');
        return new Delivery(parts[0], Number(parts[1]), Number(parts[2])) { AnsweredTicks = Number(parts[3]) };
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{id} {dueMilliseconds} {arrivedTicks} {AnsweredTicks}");

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
