using System.Collections.Frozen;
using System.Text.Json;

namespace TasksService.StatesLanguage;

/// <summary>The data-test expressions of a Choice rule, by name.</summary>
/// <param name="Operand">What the operand must be.</param>
/// <param name="HasPathForm">Whether there is also <c>…Path</c>, whose operand is read from the input.</param>
/// <remarks><see href="https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html#amazon-states-language-choice-state-rules"/></remarks>
internal sealed record DataTest(DataTestOperand Operand, bool HasPathForm, Func<Json, Json, bool> Holds)
{
    public const string IsPresent = "IsPresent";

    private static readonly FrozenDictionary<string, DataTest> ByName = new Dictionary<string, DataTest>
    {
        ["BooleanEquals"] = Comparison(DataTestOperand.Boolean, static (a, b) => a.IsBoolean && a.Kind == b.Kind),
        ["NumericEquals"] = Comparison(DataTestOperand.Number, static (a, b) => Numbers(a, b) == 0),
        ["NumericGreaterThan"] = Comparison(DataTestOperand.Number, static (a, b) => Numbers(a, b) > 0),
        ["NumericGreaterThanEquals"] = Comparison(DataTestOperand.Number, static (a, b) => Numbers(a, b) >= 0),
        ["NumericLessThan"] = Comparison(DataTestOperand.Number, static (a, b) => Numbers(a, b) < 0),
        ["NumericLessThanEquals"] = Comparison(DataTestOperand.Number, static (a, b) => Numbers(a, b) <= 0),
        ["StringEquals"] = Comparison(DataTestOperand.String, static (a, b) => Strings(a, b) == 0),
        ["StringGreaterThan"] = Comparison(DataTestOperand.String, static (a, b) => Strings(a, b) > 0),
        ["StringGreaterThanEquals"] = Comparison(DataTestOperand.String, static (a, b) => Strings(a, b) >= 0),
        ["StringLessThan"] = Comparison(DataTestOperand.String, static (a, b) => Strings(a, b) < 0),
        ["StringLessThanEquals"] = Comparison(DataTestOperand.String, static (a, b) => Strings(a, b) <= 0),
        ["StringMatches"] = new(DataTestOperand.String, false, static (a, b) => a.TextOrNull() is { } text && StringPattern.Matches(b.AsString(), text)),
        ["TimestampEquals"] = Comparison(DataTestOperand.Timestamp, static (a, b) => Timestamps(a, b) == 0),
        ["TimestampGreaterThan"] = Comparison(DataTestOperand.Timestamp, static (a, b) => Timestamps(a, b) > 0),
        ["TimestampGreaterThanEquals"] = Comparison(DataTestOperand.Timestamp, static (a, b) => Timestamps(a, b) >= 0),
        ["TimestampLessThan"] = Comparison(DataTestOperand.Timestamp, static (a, b) => Timestamps(a, b) < 0),
        ["TimestampLessThanEquals"] = Comparison(DataTestOperand.Timestamp, static (a, b) => Timestamps(a, b) <= 0),
        ["IsBoolean"] = Kind(static a => a.IsBoolean),
        ["IsNull"] = Kind(static a => a.IsNull),
        ["IsNumeric"] = Kind(static a => a.IsNumber),
        ["IsString"] = Kind(static a => a.IsString),
        ["IsTimestamp"] = Kind(static a => Timestamp.TryParse(a.TextOrNull()) is not null),
        [IsPresent] = Kind(static _ => true),
    }.ToFrozenDictionary();

    private const string PathForm = "Path";

    public static IEnumerable<string> Names => ByName.Keys;

    /// <param name="isPath">Whether the name is of the <c>…Path</c> form.</param>
    /// <returns><see langword="null"/> when there is no such test.</returns>
    public static DataTest? Find(string name, out bool isPath)
    {
        isPath = false;
        if (ByName.TryGetValue(name, out var test))
        {
            return test;
        }

        isPath = name.EndsWith(PathForm, StringComparison.Ordinal) && ByName.TryGetValue(name[..^PathForm.Length], out test) && test.HasPathForm;
        return isPath ? test : null;
    }

    private static DataTest Comparison(DataTestOperand operand, Func<Json, Json, bool> holds) => new(operand, true, holds);

    private static DataTest Kind(Func<Json, bool> isOfKind) => new(DataTestOperand.Boolean, false, (a, b) => isOfKind(a) == (b.Kind == JsonValueKind.True));

    private static int? Numbers(Json left, Json right) => left.IsNumber && right.IsNumber ? Json.CompareNumbers(left, right) : null;

    private static int? Strings(Json left, Json right) => left.IsString && right.IsString ? string.CompareOrdinal(left.AsString(), right.AsString()) : null;

    private static int? Timestamps(Json left, Json right) =>
        Timestamp.TryParse(left.TextOrNull()) is { } l && Timestamp.TryParse(right.TextOrNull()) is { } r ? l.CompareTo(r) : null;
}
