using System.Text.Json;
using TasksService.StatesLanguage;

namespace TasksService.Embedded.Tests;

/// <summary>What passes between the definitions and the functions in one process is what passes as text on AWS.</summary>
public sealed class TaskFunctionsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, 250, TimeSpan.Zero);

    [Fact]
    public void The_input_of_an_execution_is_the_one_that_is_written_as_text()
    {
        var task = new ScheduledTask { Id = "7", Timestamp = Noon, CreatedAt = Noon, LastUpdatedAt = Noon, Revision = 3, NextAttemptAt = Noon.AddMinutes(1) };

        Assert.Equal(ExecutionInput.For(task).ToJson(), StatesInterpreter.InputOf(task).ToString());
    }

    [Theory]
    [InlineData("""{"id":"7","revision":3,"timestamp":"2026-03-01T12:00:00.250Z","execution":"arn:one","retryCount":2}""")]
    [InlineData("""{"id":"7","revision":3,"timestamp":"2026-03-01T12:00:00.250Z","execution":"arn:one","retryCount":0,"taskToken":"secret"}""")]
    public void An_attempt_is_the_one_that_is_read_from_text(string text) =>
        Assert.Equal(JsonSerializer.Deserialize(text, ExecutionJson.Default.ExecutionAttempt), TaskFunctions.AttemptOf(Json.Parse(text)));

    [Theory]
    [InlineData("id")]
    [InlineData("revision")]
    [InlineData("timestamp")]
    [InlineData("execution")]
    [InlineData("retryCount")]
    public void An_attempt_that_lacks_a_member_is_refused_by_its_name(string name)
    {
        var whole = Json.Parse("""{"id":"7","revision":3,"timestamp":"2026-03-01T12:00:00.250Z","execution":"arn:one","retryCount":2}""");
        var lacking = Json.ObjectOf(whole.Names.Zip(whole.Items, KeyValuePair.Create).Where(member => member.Key != name).ToList());

        Assert.Contains(name, Assert.Throws<JsonException>(() => TaskFunctions.AttemptOf(lacking)).Message, StringComparison.Ordinal);
    }
}
