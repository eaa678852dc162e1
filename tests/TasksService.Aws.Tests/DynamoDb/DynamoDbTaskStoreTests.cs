using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Options;
using TasksService.Aws.DynamoDb;
using TasksService.Testing;

namespace TasksService.Aws.Tests.DynamoDb;

public sealed class DynamoDbTaskStoreTests(DynaliteFixture dynalite) : TaskStoreContract, IClassFixture<DynaliteFixture>
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private string table = "";

    [Fact]
    public async Task The_item_of_a_new_task_has_the_attributes_that_its_readers_know()
    {
        var store = await CreateAsync();

        await store.CreateAsync(new ScheduledTask { Id = "a", Timestamp = Noon.AddMilliseconds(700), CreatedAt = Noon, LastUpdatedAt = Noon }, default);

        var item = await ItemAsync("a");
        Assert.Equal("2026-03-01T12:00:00.700Z", item["timestamp"].S);
        Assert.Equal($"{Noon.AddMinutes(-2).ToUnixTimeSeconds()}", item["startExecutionAt"].N);
        Assert.Equal("SCHEDULED", item["taskStatus"].S);
        Assert.Equal("2026-03-01T12:00:00.000Z", item["lastUpdatedAt"].S);
        Assert.Equal("1", item["revision"].N);
        Assert.Equal(
            ["attempts", "createdAt", "id", "lastUpdatedAt", "retry", "revision", "startExecutionAt", "taskStatus", "timeoutSeconds", "timestamp"],
            item.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_item_expires_only_once_the_task_has_ended()
    {
        var store = await CreateAsync();
        await store.CreateAsync(new ScheduledTask { Id = "a", Timestamp = Noon, CreatedAt = Noon, LastUpdatedAt = Noon }, default);
        var task = (await store.TryStartAsync("a", 1, Noon, Noon, default))!;
        Assert.DoesNotContain("expiresAt", await ItemAsync("a"));

        await store.RecordAsync(task, task.Complete("1", false, Noon, TimeSpan.FromDays(30)), null, default);

        var item = await ItemAsync("a");
        Assert.Equal($"{Noon.AddDays(30).ToUnixTimeSeconds()}", item["expiresAt"].N);
        Assert.DoesNotContain("claimedBy", item);
        Assert.DoesNotContain("deadlineAt", item);
    }

    [Fact]
    public async Task A_second_task_of_the_same_id_is_refused()
    {
        var store = await CreateAsync();
        var task = new ScheduledTask { Id = "a", Timestamp = Noon, CreatedAt = Noon, LastUpdatedAt = Noon };
        await store.CreateAsync(task, default);

        await Assert.ThrowsAsync<ConditionalCheckFailedException>(() => store.CreateAsync(task, default));
    }

    protected override async Task<ITaskStore> CreateAsync()
    {
        table = await dynalite.CreateTableAsync();
        return new DynamoDbTaskStore(dynalite.Client, Options.Create(new DynamoDbOptions { Table = table }));
    }

    private async Task<Dictionary<string, AttributeValue>> ItemAsync(string id) =>
        (await dynalite.Client.GetItemAsync(table, new() { ["id"] = new(id) })).Item;
}
