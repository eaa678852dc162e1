using TasksService.StatesLanguage.Fuzzing;

namespace TasksService.StatesLanguage.Tests;

public class FuzzTests
{
    /// <summary>The first 3,000 mutants; <c>make conformance</c> tries 20,000.</summary>
    [Fact]
    public void A_mutated_definition_is_refused_with_faults_or_runs_to_an_end()
    {
        var run = Enumerable.Range(0, 3_000).Count(static seed => DefinitionFuzz.Try(new(seed)));

        Assert.InRange(run, 500, 2_500);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public void Text_nested_without_end_is_refused(string opening) =>
        Assert.Single(StateMachine.Validate(string.Concat(Enumerable.Repeat(opening, 100_000))));

    [Fact]
    public void Half_a_surrogate_pair_is_refused() => Assert.Single(StateMachine.Validate("""{"Comment":"\ud83d"}"""));

    [Fact]
    public void A_path_of_many_steps_is_walked_without_recursion()
    {
        var path = "$" + string.Concat(Enumerable.Repeat("[0]", 100_000));
        Assert.True(JsonPathParser.Parse(path, 1).IsDefinite);
        Assert.False(JsonPathParser.Parse(path, 1).TryEvaluate(Json.EmptyArray, out _));
    }

    [Theory]
    [InlineData("States.Array(")]
    [InlineData("States.Format('{}', ")]
    public void Functions_are_nested_ten_deep_and_no_deeper(string call)
    {
        Assert.NotNull(Expression.Parse(string.Concat(Enumerable.Repeat(call, 10)) + "1" + new string(')', 10)));
        Assert.Throws<FormatException>(() => Expression.Parse(string.Concat(Enumerable.Repeat(call, 100_000))));
    }

    [Theory]
    [InlineData("$.a[?(")]
    [InlineData("$.a[?(@[?(")]
    [InlineData("$.a[?(!")]
    public void Filters_nested_without_end_are_refused(string opening) =>
        Assert.Throws<FormatException>(() => PathExpression.Parse("$.a[?(" + string.Concat(Enumerable.Repeat(opening[5..], 100_000))));

    [Fact]
    public void A_pattern_with_many_stars_takes_no_time_to_fail() =>
        Assert.False(StringPattern.Matches(string.Concat(Enumerable.Repeat("*a", 2_000)) + "b", new string('a', 5_000)));
}
