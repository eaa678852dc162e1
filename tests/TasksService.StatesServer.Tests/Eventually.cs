namespace TasksService.StatesServer.Tests;

/// <summary>For what happens on another thread and tells nobody.</summary>
internal static class Eventually
{
    public static async Task HoldsAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await holds())
        {
            await Task.Delay(5, limit.Token);
        }
    }
}
