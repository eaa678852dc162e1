using Microsoft.Extensions.Hosting;

namespace TasksService.ActivityPoller;

/// <summary>Runs before the polling begins: hosted services start in the order in which they were added.</summary>
internal sealed class LambdaCheck(LambdaHandOff handOff) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => handOff.CheckAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
