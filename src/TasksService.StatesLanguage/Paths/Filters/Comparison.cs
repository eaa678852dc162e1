using System.Text.RegularExpressions;

namespace TasksService.StatesLanguage;

internal sealed class Comparison(PathOperand left, string operation, PathOperand right) : PathFilter
{
    // A pattern comes from a definition, so it is untrusted: no backtracking, and it cannot run away.
    private readonly Regex? _pattern = operation == "=~" ? new Regex(right.Pattern ?? "(?!)", right.PatternOptions | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant) : null;

    public override bool Holds(Json item, Json root)
    {
        var l = left.Read(item, root);
        if (_pattern is not null)
        {
            return l?.TextOrNull() is { } text && _pattern.Match(text) is { Success: true } match && match.Length == text.Length;
        }

        var r = right.Read(item, root);
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

    private static int? Order(Json? left, Json? right) => (left, right) switch
    {
        ({ IsNumber: true }, { IsNumber: true }) => Json.CompareNumbers(left, right),
        ({ IsString: true }, { IsString: true }) => string.CompareOrdinal(left.AsString(), right.AsString()),
        _ => null,
    };
}
