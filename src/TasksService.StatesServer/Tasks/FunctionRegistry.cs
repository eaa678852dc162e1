using System.Diagnostics.CodeAnalysis;

namespace TasksService.StatesServer;

/// <summary>The functions of the process, by name.</summary>
internal sealed class FunctionRegistry
{
    private readonly Dictionary<string, FunctionHandler> _functions = new(StringComparer.Ordinal);

    public FunctionRegistry(IEnumerable<FunctionRegistration> registrations, IServiceProvider services)
    {
        foreach (var registration in registrations)
        {
            if (!_functions.TryAdd(registration.Name, registration.Create(services)))
            {
                throw new InvalidOperationException($"Two functions are registered as '{registration.Name}'.");
            }
        }
    }

    /// <param name="function">A name, an ARN, or an account and name, with or without a qualifier.</param>
    public bool TryGet(string function, [MaybeNullWhen(false)] out FunctionHandler handler) => _functions.TryGetValue(NameIn(function), out handler);

    internal static string NameIn(string function)
    {
        var parts = function.Split(':');
        var marker = Array.IndexOf(parts, "function");
        return marker >= 0 && marker + 1 < parts.Length ? parts[marker + 1] : parts[0];
    }
}
