namespace TasksService.ActivityWorker;

/// <summary>Waits longer after each failure in a row: 1 s, 2 s, 4 s … 30 s, each shortened by up to a half so that many workers do not come back as one.</summary>
public sealed class Backoff(TimeProvider clock)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private TimeSpan next = First;

    public void Reset() => next = First;

    /// <returns><see langword="false"/> when the wait was cut short.</returns>
    public async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        var delay = next * (1 - (Random.Shared.NextDouble() / 2));
        next = next * 2 < Longest ? next * 2 : Longest;

        await Task.Delay(delay, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellationToken.IsCancellationRequested;
    }
}
