namespace Examples.Host;

/// <summary>Ends when the example listens and its activities and state machines are there.</summary>
public sealed class ExampleReady
{
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Task => ready.Task;

    internal void Set() => ready.TrySetResult();
}
