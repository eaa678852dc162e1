using System.Text.RegularExpressions;

namespace TasksService.StatesLanguage;

internal sealed class Comparison(PathOperand left, string operation, PathOperand right) : PathFilter
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    // A pattern comes from a definition, so it is untrusted: no backtracking, and it cannot run away.
    private readonly Regex? _pattern = right.Pattern is { } pattern
        ? new Regex($@"\A(?:{pattern})\z", right.PatternOptions | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, MatchTimeout)
        : null;

    public override bool Holds(Json item, PathWalk walk)
    {
        var l = left.Read(item, walk);
        if (_pattern is not null)
        {
            return l?.TextOrNull() is { } text && Matches(_pattern, text);
        }

        var r = right.Read(item, walk);
        return operation switch
        {
            "==" => l is null ? r is null : l.Equals(r),
            "!=" => !(l is null ? r is null : l.Equals(r)),
            "in" => l is not null && r is { IsArray: true } && r.Items.Contains(l),
            "nin" => l is not null && r is { IsArray: true } && !r.Items.Contains(l),
            _ => Order(l, r) is { } order && operation switch
            {
                "<" => order < 0,
                "<=" => order <= 0,
                ">" => order > 0,
                _ => order >= 0,
            },
        };
    }

    private static bool Matches(Regex pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            throw ErrorException.Runtime($"The pattern of a filter takes more than {MatchTimeout.TotalSeconds} second.");
        }
    }

    private static int? Order(Json? left, Json? right) => (left, right) switch
    {
        ({ IsNumber: true }, { IsNumber: true }) => Json.CompareNumbers(left, right),
        ({ IsString: true }, { IsString: true }) => string.CompareOrdinal(left.AsString(), right.AsString()),
        _ => null,
    };
}
