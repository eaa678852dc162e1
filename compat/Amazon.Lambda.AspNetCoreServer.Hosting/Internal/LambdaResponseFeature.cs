using Microsoft.AspNetCore.Http.Features;

namespace Amazon.Lambda.AspNetCoreServer.Hosting.Internal;

/// <summary>Runs the callbacks, last registered first.</summary>
internal sealed class LambdaResponseFeature : HttpResponseFeature
{
    private readonly Stack<(Func<object, Task> Callback, object State)> _starting = new();
    private readonly Stack<(Func<object, Task> Callback, object State)> _completed = new();
    private bool _hasStarted;

    public override bool HasStarted => _hasStarted;

    public override void OnStarting(Func<object, Task> callback, object state) => _starting.Push((callback, state));

    public override void OnCompleted(Func<object, Task> callback, object state) => _completed.Push((callback, state));

    public async Task FireOnStartingAsync()
    {
        if (_hasStarted)
        {
            return;
        }

        while (_starting.TryPop(out var next))
        {
            await next.Callback(next.State).ConfigureAwait(false);
        }

        _hasStarted = true;
    }

    public async Task FireOnCompletedAsync()
    {
        while (_completed.TryPop(out var next))
        {
            await next.Callback(next.State).ConfigureAwait(false);
        }
    }
}
