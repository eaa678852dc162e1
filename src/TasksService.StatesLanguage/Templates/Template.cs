namespace TasksService.StatesLanguage;

/// <summary>A payload template (Parameters, ResultSelector, ItemSelector, Assign, Credentials): a value in which members named <c>x.$</c> are computed.</summary>
internal abstract class Template
{
    private const string Computed = ".$";

    public abstract Json Evaluate(Scope scope);

    /// <param name="invalid">Told the name of each member whose text is neither a path nor an intrinsic function.</param>
    public static Template Parse(Json json, Action<string> invalid)
    {
        if (!HasComputed(json))
        {
            return new Constant(json);
        }

        if (json.IsArray)
        {
            return new List([.. json.Items.Select(item => Parse(item, invalid))]);
        }

        var members = new List<Member>(json.Count);
        for (var i = 0; i < json.Count; i++)
        {
            var (name, value) = (json.Names[i], json[i]);
            if (!name.EndsWith(Computed, StringComparison.Ordinal))
            {
                members.Add(new(name, null, Parse(value, invalid), name));
                continue;
            }

            try
            {
                members.Add(new(name[..^Computed.Length], Expression.Parse(value.TextOrNull() ?? throw new FormatException("It is no text.")), null, name));
            }
            catch (FormatException)
            {
                invalid(name);
            }
        }

        return new Members(members);
    }

    private static bool HasComputed(Json json) =>
        json.Names.Any(static name => name.EndsWith(Computed, StringComparison.Ordinal)) || json.Items.Any(HasComputed);

    private sealed class Constant(Json json) : Template
    {
        public override Json Evaluate(Scope scope) => json;
    }

    private sealed class List(Template[] items) : Template
    {
        public override Json Evaluate(Scope scope) => Json.Of(items.Select(item => item.Evaluate(scope)));
    }

    private sealed record Member(string Name, Expression? Expression, Template? Template, string Field);

    private sealed class Members(List<Member> members) : Template
    {
        private readonly string[] _names = [.. members.Select(static member => member.Name)];

        /// <summary><c>x</c> and <c>x.$</c>: the later one counts.</summary>
        private readonly bool _hasDoubles = members.DistinctBy(static member => member.Name).Count() < members.Count;

        public override Json Evaluate(Scope scope)
        {
            var values = new Json[members.Count];
            for (var i = 0; i < values.Length; i++)
            {
                var member = members[i];
                values[i] = member.Expression is null ? member.Template!.Evaluate(scope) : member.Expression.Evaluate(scope, member.Field);
            }

            return _hasDoubles ? Json.ObjectOf(_names.Zip(values, KeyValuePair.Create).ToList()) : Json.ObjectOf(_names, values);
        }
    }
}
