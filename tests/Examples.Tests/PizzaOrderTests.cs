using Amazon.StepFunctions;
using PizzaOrder.Local;

namespace Examples.Tests;

public sealed class PizzaOrderTests
{
    [Theory]
    [InlineData("""
        {"name" : "pizza_callback", "order" : "pizza margherita", "waitTime" : "1"}
        """)]
    [InlineData("""
        {"name" : "pizza_callback", "order" : "pizza margherita", "waitTime" : 1}
        """)]
    public async Task Polling_asks_until_the_pizza_is_ready_whether_the_wait_is_a_string_or_a_number(string input)
    {
        await using var example = PizzaOrderExample.Build(["--urls", "http://127.0.0.1:0", "--baking-seconds", "1.5"]);
        await example.StartAsync();

        var ended = await example.ExecuteAsync(PizzaOrderExample.Polling, input);

        Assert.Equal(ExecutionStatus.SUCCEEDED, ended.Status);
        Assert.Equal("""{"order":"pizza margherita","status":"READY"}""", ended.Output);
        Assert.Equal(2 + (3 * 2), await example.TransitionsAsync(ended.ExecutionArn));
    }

    [Fact]
    public async Task A_callback_costs_one_transition()
    {
        await using var example = PizzaOrderExample.Build(["--urls", "http://127.0.0.1:0", "--baking-seconds", "0.2"]);
        await example.StartAsync();

        var ended = await example.ExecuteAsync(PizzaOrderExample.Callback, """{"name" : "pizza_callback", "order" : "pizza funghi"}""");

        Assert.Equal(ExecutionStatus.SUCCEEDED, ended.Status);
        Assert.Equal("""{"order":"pizza funghi","status":"READY"}""", ended.Output);
        Assert.Equal(1, await example.TransitionsAsync(ended.ExecutionArn));
    }
}
