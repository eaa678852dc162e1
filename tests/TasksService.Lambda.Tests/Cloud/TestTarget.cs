using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TasksService.Lambda.Tests;

/// <summary>What the tasks of these tests call.</summary>
public sealed class TestTarget : ITarget
{
    public const string Name = "test";

    private int running;

    public string Type => Name;

    public JsonTypeInfo Shape => JsonSerializerOptions.Default.GetTypeInfo(typeof(JsonElement));

    public int Calls { get; private set; }

    /// <summary>The most calls that were ever under way at the same time.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>What a call does.</summary>
    public Func<TargetCall, Task<TargetOutcome>> Behaviour { get; set; } = _ => Task.FromResult<TargetOutcome>(new TargetOutcome.Succeeded("1"));

    public IEnumerable<TargetFault> Validate(object settings) => [];

    public async Task<TargetOutcome> CallAsync(TargetCall call, CancellationToken cancellationToken)
    {
        Calls++;
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref running));
        try
        {
            return await Behaviour(call);
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }
}
