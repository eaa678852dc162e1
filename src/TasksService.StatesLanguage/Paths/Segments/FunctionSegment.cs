namespace TasksService.StatesLanguage;

/// <summary><c>.length()</c> and its like.</summary>
internal sealed class FunctionSegment(string name) : PathSegment
{
    private static readonly Dictionary<string, Func<IReadOnlyList<double>, double>> Numeric = new(StringComparer.Ordinal)
    {
        ["min"] = static numbers => numbers.Min(),
        ["max"] = static numbers => numbers.Max(),
        ["sum"] = static numbers => numbers.Sum(),
        ["avg"] = static numbers => numbers.Average(),
        ["stddev"] = static numbers => Math.Sqrt(Math.Max(0, numbers.Average(static x => x * x) - (numbers.Average() * numbers.Average()))),
    };

    public override bool IsDefinite => true;

    public static bool Exists(string name) => name == "length" || Numeric.ContainsKey(name);

    public override bool TrySelectOne(Json value, out Json selected)
    {
        selected = Json.Null;
        if (name == "length")
        {
            if (value.IsString)
            {
                selected = Json.Of((long)value.AsString().Length);
                return true;
            }

            selected = Json.Of((long)value.Count);
            return value.IsArray || value.IsObject;
        }

        var numbers = value.Items.Where(static item => item.IsNumber).Select(static item => item.AsDouble()).ToList();
        if (!value.IsArray || numbers.Count == 0 || Numeric[name](numbers) is var result && !double.IsFinite(result))
        {
            return false;
        }

        selected = Json.Of(result);
        return true;
    }

    public override string ToString() => $".{name}()";
}
