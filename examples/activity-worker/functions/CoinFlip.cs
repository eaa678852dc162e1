using TasksService.ActivityWorker;

namespace ActivityWorkerExample;

/// <summary>The work: it takes its time, and then a coin decides.</summary>
public sealed class CoinFlip(TimeProvider clock)
{
    public async Task<WorkDone> WorkAsync(Work work, string worker, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(work.Seconds), clock, cancellationToken);

        return (work.Outcome ?? (Random.Shared.Next(2) == 0 ? "success" : "failure")) == "success"
            ? new WorkDone(worker)
            : throw new ActivityFailedException("Bad luck! Try again.", "Flipping a coin. Unlucky this time.");
    }
}
