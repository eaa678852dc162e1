using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace TasksService.Api;

/// <summary>All that is wrong with a request, by the path of the wrong member.</summary>
internal sealed class Faults
{
    private Dictionary<string, List<string>>? byMember;

    public bool IsEmpty => byMember is null;

    /// <summary>400, or 413 when something is too large.</summary>
    public int Status { get; private set; } = StatusCodes.Status400BadRequest;

    public void Add(string member, string message)
    {
        byMember ??= new(StringComparer.Ordinal);
        if (!byMember.TryGetValue(member, out var messages))
        {
            byMember.Add(member, messages = []);
        }

        messages.Add(message);
        Count++;
    }

    public void AddTooLarge(string member, string message)
    {
        Status = StatusCodes.Status413PayloadTooLarge;
        Add(member, message);
    }

    public int Count { get; private set; }

    public bool Has(string member) => byMember?.ContainsKey(member) == true;

    public IReadOnlyDictionary<string, List<string>> ByMember => byMember ?? [];
}
