using System.Globalization;

namespace TasksService.StatesLanguage.Tests;

/// <summary>Definitions that are small and ask for very much.</summary>
public class LimitTests
{
    private static readonly ExecutionInfo Info = new() { Id = "arn:aws:states:us-east-1:123456789012:execution:m:e", Name = "e", StateMachineId = "arn:aws:states:us-east-1:123456789012:stateMachine:m", StateMachineName = "m" };

    private static readonly Json Wide = Json.Of(Enumerable.Range(0, 20_000).Select(static i => Json.ObjectOf(("a", Json.Of((long)i)))));

    [Theory]
    [InlineData("$[?($..[?($..a)])]")]
    [InlineData("$[?($..a[?(@ == 1)])]")]
    public void A_path_that_visits_everything_for_everything_fails(string path) =>
        Assert.Equal(ErrorName.Runtime, Run($$"""{"Type":"Pass","InputPath":"{{path}}","End":true}""").Error);

    [Fact]
    public void Descents_below_descents_fail_before_they_have_visited_a_million_values()
    {
        var deep = Enumerable.Range(0, 200).Aggregate(Json.EmptyArray, static (inner, _) => Json.Of([inner]));
        Assert.Throws<ErrorException>(() => PathExpression.Parse("$..*..*..*..*").Find(new(deep, Json.EmptyObject, static () => Json.Null)));
    }

    [Fact]
    public void A_value_written_out_many_times_over_fails()
    {
        var call = string.Create(CultureInfo.InvariantCulture, $"States.JsonToString(States.Array({string.Join(",", Enumerable.Repeat("$", 50_000))}))");
        Assert.Equal(ErrorName.IntrinsicFailure, Run($$"""{"Type":"Pass","Parameters":{"x.$":"{{call}}"},"End":true}""").Error);
    }

    [Theory]
    [InlineData("""{"Type":"Parallel","Parameters":MANY,"Branches":[{"StartAt":"B","States":{"B":{"Type":"Pass","End":true}}}],"End":true}""")]
    [InlineData("""{"Type":"Map","ItemSelector":MANY,"ItemProcessor":{"StartAt":"B","States":{"B":{"Type":"Pass","End":true}}},"End":true}""")]
    [InlineData("""{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":MANY,"End":true}""")]
    [InlineData("""{"Type":"Pass","Assign":MANY,"End":true}""")]
    public void Data_that_is_too_large_to_hand_on_fails(string state)
    {
        var many = string.Join(",", Enumerable.Range(0, 10_000).Select(static i => $"\"a{i}.$\":\"$\""));
        Assert.Equal(ErrorName.DataLimitExceeded, Run(state.Replace("MANY", $"{{{many}}}", StringComparison.Ordinal)).Error);
    }

    [Fact]
    public void Unlike_values_have_unlike_hashes() => Assert.Equal(20_000, Wide.Items.Select(static item => item.GetHashCode()).Distinct().Count());

    [Fact]
    public void A_filter_s_pattern_matches_the_whole_text() => Assert.Equal(
        "[\"ab\"]", Run("""{"Type":"Pass","Result":["a","ab","abc"],"Next":"B"},"B":{"Type":"Pass","InputPath":"$[?(@ =~ /ab|ab.d/)]","End":true}""").Output!.ToString());

    private static Execution Run(string state) => Execution.Start(
        StateMachine.Parse($$$"""{"StartAt":"A","States":{"A":{{{state}}}}}"""), Info, Wide, new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new() { RecordsHistory = false });
}
