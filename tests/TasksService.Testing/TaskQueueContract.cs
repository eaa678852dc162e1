using Xunit;

namespace TasksService.Testing;

/// <summary>What every queue must do. A queue's test class inherits every fact.</summary>
public abstract class TaskQueueContract
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_message_arrives_as_it_was_sent()
    {
        var queue = await CreateAsync();
        var message = new TaskMessage("a", 7, Noon);

        await queue.SendAsync([message], default);

        Assert.Equal([message], await ReceiveAsync(1));
    }

    [Fact]
    public async Task Every_message_arrives_however_many_are_sent_at_once()
    {
        var queue = await CreateAsync();
        var messages = Enumerable.Range(0, 123).Select(i => new TaskMessage($"task-{i}", 1, Noon.AddSeconds(i))).ToList();

        await queue.SendAsync(messages, default);

        Assert.Equal(messages, (await ReceiveAsync(messages.Count)).OrderBy(message => message.DueAt));
    }

    [Fact]
    public async Task Sending_nothing_does_nothing()
    {
        var queue = await CreateAsync();

        await queue.SendAsync([], default);
        await queue.SendAsync([new TaskMessage("a", 1, Noon)], default);

        Assert.Equal("a", Assert.Single(await ReceiveAsync(1)).TaskId);
    }

    /// <summary>An empty queue.</summary>
    protected abstract Task<ITaskQueue> CreateAsync();

    /// <summary>Takes that many messages out of the queue that was created last.</summary>
    protected abstract Task<IReadOnlyList<TaskMessage>> ReceiveAsync(int count);
}
