using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TasksService;

/// <summary>One type of thing that a task can call.</summary>
public interface ITarget
{
    /// <summary>The value of <c>target.type</c>.</summary>
    string Type { get; }

    /// <summary>The shape of the <c>target</c> member: its members, which are required, and their types.</summary>
    JsonTypeInfo Shape { get; }

    /// <summary>What is wrong with the values of a target that has the right shape.</summary>
    IEnumerable<TargetFault> Validate(JsonElement target);

    /// <summary>Makes one attempt. Cancelled when the attempt has taken as long as it may.</summary>
    Task<TargetOutcome> CallAsync(TargetCall call, CancellationToken cancellationToken);
}
