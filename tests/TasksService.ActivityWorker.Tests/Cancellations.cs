namespace TasksService.ActivityWorker.Tests;

internal static class Cancellations
{
    public static async Task WhenCancelledAsync(this CancellationToken token)
    {
        var cancelled = new TaskCompletionSource();
        await using var registration = token.Register(cancelled.SetResult);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(20), CancellationToken.None);
    }
}
