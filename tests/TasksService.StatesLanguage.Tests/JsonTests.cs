using System.Text;
using System.Text.Json;

namespace TasksService.StatesLanguage.Tests;

public class JsonTests
{
    [Theory]
    [InlineData("null")]
    [InlineData("[1.0,1E2,-0,123456789012345678901234567890,1e999]")]
    [InlineData("""{"a":{"b":[true,false,"é😀\"\\\n"]},"":[]}""")]
    public void A_value_is_written_as_it_was_read(string text)
    {
        Assert.Equal(text, Json.Parse(text).ToString());
        Assert.Equal(Encoding.UTF8.GetByteCount(text), Json.Parse(text).Size);
    }

    [Theory]
    [InlineData("1", "1.0", true)]
    [InlineData("100", "1E2", true)]
    [InlineData("9007199254740993", "9007199254740992", false)]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"a":1.0}""", true)]
    [InlineData("[1,2]", "[2,1]", false)]
    [InlineData("""{"a":1}""", """{"b":1}""", false)]
    [InlineData("1", "\"1\"", false)]
    [InlineData("false", "null", false)]
    public void Values_are_equal_by_what_they_mean(string left, string right, bool equal)
    {
        Assert.Equal(equal, Json.Parse(left).Equals(Json.Parse(right)));
        Assert.True(!equal || Json.Parse(left).GetHashCode() == Json.Parse(right).GetHashCode());
    }

    [Fact]
    public void Of_members_with_one_name_the_last_counts()
    {
        Assert.Equal("""{"a":2}""", Json.Parse("""{"a":1,"a":2}""").ToString());
        var many = string.Join(",", Enumerable.Range(0, 20).Select(static i => $"\"{i % 10}\":{i}"));
        Assert.Equal("12", Json.Parse($"{{{many}}}")["2"]!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{} {}")]
    [InlineData("""["\ud800"]""")]
    [InlineData("[01]")]
    [InlineData("// comment")]
    public void What_is_no_json_is_refused(string text) => Assert.ThrowsAny<JsonException>(() => Json.Parse(text));

    [Fact]
    public void Nesting_is_taken_to_its_limit_and_no_deeper()
    {
        Assert.Equal(Json.MaxDepth, Json.Parse(new string('[', Json.MaxDepth) + new string(']', Json.MaxDepth)).Depth);
        Assert.ThrowsAny<JsonException>(() => Json.Parse(new string('[', Json.MaxDepth + 1) + new string(']', Json.MaxDepth + 1)));
    }
}
