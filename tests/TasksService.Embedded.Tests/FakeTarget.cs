using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;

namespace TasksService.Embedded.Tests;

/// <summary>A target whose calls the test sees and answers.</summary>
internal sealed class FakeTarget : ITarget
{
    public const string Name = "fake";

    private readonly Channel<TargetCall> calls = Channel.CreateUnbounded<TargetCall>();

    public string Type => Name;

    public JsonTypeInfo Shape => FakeTargetJson.Default.FakeTargetSettings;

    /// <summary>How a call ends; at once and well, unless the test says otherwise.</summary>
    public Func<TargetCall, CancellationToken, Task<TargetOutcome>> Answer { get; set; } =
        (_, _) => Task.FromResult<TargetOutcome>(new TargetOutcome.Succeeded("\"done\""));

    public int Calls => calls.Reader.Count;

    public IEnumerable<TargetFault> Validate(object settings) => [];

    public Task<TargetOutcome> CallAsync(TargetCall call, CancellationToken cancellationToken)
    {
        calls.Writer.TryWrite(call);
        return Answer(call, cancellationToken);
    }

    /// <summary>Waits for the next call.</summary>
    public async Task<TargetCall> CalledAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await calls.Reader.ReadAsync(patience.Token);
    }
}
