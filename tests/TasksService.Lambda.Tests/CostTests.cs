using System.Globalization;
using Amazon.DynamoDBv2.Model;
using TasksService.Testing;

namespace TasksService.Lambda.Tests;

/// <summary>What a task costs on AWS, by the requests that its way makes. <c>docs/cost.md</c> says the same, with the sources of the prices.</summary>
public sealed class CostTests(CloudFixture fixture) : IClassFixture<CloudFixture>
{
    private const int Tasks = 10;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_task_under_standard_makes_four_writes_one_start_and_a_tenth_of_a_send()
    {
        await using var cloud = await Cloud.CreateAsync(fixture);

        await RunAsync(cloud);

        Assert.Equal(1, PerTask(cloud, "dynamodb:PutItem"));
        Assert.Equal(3, PerTask(cloud, "dynamodb:UpdateItem"));
        Assert.Equal(1, PerTask(cloud, "states:StartExecution"));
        Assert.Equal(0.1, PerTask(cloud, "sqs:SendMessageBatch"));
        Assert.Equal(0, PerTask(cloud, "dynamodb:GetItem"));
    }

    [Fact]
    public async Task Under_express_a_task_is_sent_three_times_and_two_of_the_moves_are_in_vain()
    {
        await using var cloud = await Cloud.CreateAsync(fixture, express: true);

        await RunAsync(cloud);

        Assert.Equal(1, PerTask(cloud, "dynamodb:PutItem"));
        Assert.Equal(5, PerTask(cloud, "dynamodb:UpdateItem"));
        Assert.Equal(1, PerTask(cloud, "states:StartExecution"));
        Assert.Equal(0.3, PerTask(cloud, "sqs:SendMessageBatch"), precision: 6);
        Assert.Equal(0, PerTask(cloud, "dynamodb:GetItem"));
    }

    [Fact]
    public async Task The_index_costs_five_write_units_a_task_and_the_claim_none_of_them()
    {
        await using var cloud = await Cloud.CreateAsync(fixture);
        Dictionary<string, AttributeValue>? claimed = null;
        cloud.Target.Behaviour = async call =>
        {
            claimed = await cloud.ItemAsync(call.Task.Id);
            return new TargetOutcome.Succeeded("1");
        };

        var task = await cloud.ScheduleAsync(3 * Minute);
        var created = await cloud.ItemAsync(task.Id);
        await cloud.PollAsync();
        var moved = await cloud.ItemAsync(task.Id);
        await cloud.ExecuteAsync(Assert.Single(cloud.Executions));
        var ended = await cloud.ItemAsync(task.Id);

        Assert.Equal([1, 2, 0, 2], new[] { IndexUnits(null, created), IndexUnits(created, moved), IndexUnits(moved, claimed), IndexUnits(claimed, ended) });
    }

    [Fact]
    public void A_million_tasks_under_express_cost_at_most_twelve_dollars()
    {
        var dollars = new ExpressCost().Total;

        Assert.InRange(dollars, 0, 12);
        AssertDocumented(dollars);
    }

    [Fact]
    public void What_a_million_tasks_cost_under_standard_is_documented_for_two_and_three_transitions()
    {
        AssertDocumented(new StandardCost(Transitions: 2).Total);
        AssertDocumented(new StandardCost(Transitions: 3).Total);
    }

    private static void AssertDocumented(double dollars) =>
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"**${dollars:0.00}**"), File.ReadAllText(Repository.PathOf("docs", "cost.md")), StringComparison.Ordinal);

    /// <summary>Ten tasks that are due at the same second, from the API to their end, with a tick in each minute.</summary>
    private static async Task RunAsync(Cloud cloud)
    {
        for (var i = 0; i < Tasks; i++)
        {
            await cloud.ScheduleAsync((10 * Minute) + TimeSpan.FromSeconds(30));
        }

        for (var minute = 1; minute <= 10; minute++)
        {
            cloud.Clock.Advance(Minute);
            await cloud.CronAsync();
            Assert.Empty(await cloud.PollAsync());
        }

        // What was held comes out two seconds before it is due.
        cloud.Clock.Advance(TimeSpan.FromSeconds(28));
        Assert.Empty(await cloud.PollAsync());
        Assert.Equal(Tasks, cloud.Executions.Count);
        foreach (var execution in cloud.Executions)
        {
            await cloud.ExecuteAsync(execution);
        }
    }

    private static double PerTask(Cloud cloud, string action) => (double)cloud.Calls.GetValueOrDefault(action) / Tasks;

    /// <summary>
    /// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes, for entries below 1 KB.
    /// </summary>
    private static int IndexUnits(Dictionary<string, AttributeValue>? before, Dictionary<string, AttributeValue>? after)
    {
        string? Entry(Dictionary<string, AttributeValue>? item, params string[] names) =>
            item is null ? null : string.Join('|', names.Select(name => item.TryGetValue(name, out var value) ? value.S ?? value.N : ""));

        if (before is null)
        {
            return 1;
        }

        if (Entry(before, "taskStatus", "startExecutionAt") != Entry(after, "taskStatus", "startExecutionAt"))
        {
            return 2;
        }

        return Entry(before, "revision", "deadlineAt") == Entry(after, "revision", "deadlineAt") ? 0 : 1;
    }
}
