using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace TasksService.StatesServer;

/// <summary>ARNs of this server's resources, and the rules of the names in them.</summary>
internal sealed partial class ResourceNames(IOptions<StatesServerOptions> options)
{
    private readonly string _prefix = $"arn:aws:states:{options.Value.Region}:{options.Value.AccountId}:";

    public string StateMachine(string name) => $"{_prefix}stateMachine:{name}";

    public string Execution(string machine, string name) => $"{_prefix}execution:{machine}:{name}";

    /// <summary>An EXPRESS execution's name may come again, so its ARN ends in an id of its own.</summary>
    public string ExpressExecution(string machine, string name, string id) => $"{_prefix}express:{machine}:{name}:{id}";

    public string Activity(string name) => $"{_prefix}activity:{name}";

    /// <returns>The machine's name; <see langword="null"/> when the ARN is of another account or region.</returns>
    /// <exception cref="StatesException">InvalidArn: it is not the ARN of a state machine.</exception>
    public string? MachineIn(string arn) => NamesIn(arn, "stateMachine", 1)?[0];

    /// <inheritdoc cref="MachineIn"/>
    public string? ActivityIn(string arn) => NamesIn(arn, "activity", 1)?[0];

    /// <inheritdoc cref="MachineIn"/>
    public (string Machine, string Name)? ExecutionIn(string arn)
    {
        if (arn.Split(':') is [_, _, _, _, _, "express", ..])
        {
            throw StatesException.StateMachineTypeNotSupported();
        }

        return NamesIn(arn, "execution", 2) is [var machine, var name] ? (machine, name) : null;
    }

    /// <summary>The rule for names of state machines, executions and activities.</summary>
    /// <remarks><see href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html"/></remarks>
    public static void Require(string name)
    {
        if (name.Length is 0 or > 80 || Forbidden().IsMatch(name))
        {
            throw StatesException.InvalidName(name);
        }
    }

    private string[]? NamesIn(string arn, string type, int count)
    {
        var parts = arn.Split(':');
        if (parts.Length < 6 || parts[0] != "arn")
        {
            throw StatesException.InvalidArn($"Invalid ARN prefix: {arn}");
        }

        if (parts[2] != "states" || parts[5] != type)
        {
            throw StatesException.InvalidArn(parts[2] == "states" && parts[5] is "stateMachine" or "execution" or "activity"
                ? $"Resource type not valid in this context: {parts[5]}"
                : $"Invalid ARN: {arn}");
        }

        if (parts.Length != 6 + count || parts[^1].Length == 0)
        {
            throw StatesException.InvalidArn($"Invalid ARN: {arn}");
        }

        return arn.StartsWith(_prefix, StringComparison.Ordinal) ? parts[6..] : null;
    }

    [GeneratedRegex("""[\s<>{}\[\]?*"#%\\^|~`$&,;:/\p{Cc}\uFFFE\uFFFF\uD800-\uDFFF]""")]
    private static partial Regex Forbidden();
}
