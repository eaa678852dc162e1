using System.Text.Json.Serialization.Metadata;

namespace TasksService;

/// <summary>One type of thing that a task can call.</summary>
public interface ITarget
{
    /// <summary>The value of <c>target.type</c>.</summary>
    string Type { get; }

    /// <summary>The shape of the <c>target</c> member: its members, which are required, and their types. The API reads, checks and documents a target by it.</summary>
    JsonTypeInfo Shape { get; }

    /// <summary>What is wrong with the values of a target.</summary>
    /// <param name="settings">An instance of the <see cref="Shape"/>'s type. A member that could not be read has its default; what is said of that one is not passed on.</param>
    IEnumerable<TargetFault> Validate(object settings);

    /// <summary>Makes one attempt. Cancelled when the attempt has taken as long as it may.</summary>
    Task<TargetOutcome> CallAsync(TargetCall call, CancellationToken cancellationToken);
}
