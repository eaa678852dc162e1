using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Options;

namespace TasksService.Aws.DynamoDb;

/// <summary>
/// The tasks in a DynamoDB table, one item each. What is due or overdue is read from the index <see cref="StatusIndex"/>, which projects the revision and the
/// deadline only: the claim changes neither, so it costs the index nothing.
/// </summary>
internal sealed class DynamoDbTaskStore(IAmazonDynamoDB dynamo, IOptions<DynamoDbOptions> options) : ITaskStore
{
    public const string StatusIndex = "statusStartExecAtIndex";

    private const string IsUnclaimed = $"(attribute_not_exists({TaskItem.ClaimedUntil}) OR {TaskItem.ClaimedUntil} <= :now)";

    private readonly string table = options.Value.Table;

    public Task CreateAsync(ScheduledTask task, CancellationToken cancellationToken) =>
        dynamo.PutItemAsync(
            new PutItemRequest
            {
                TableName = table,
                Item = TaskItem.From(task),
                ConditionExpression = $"attribute_not_exists({TaskItem.Id})",
            },
            cancellationToken);

    public async Task<ScheduledTask?> FindAsync(string id, CancellationToken cancellationToken) =>
        await FindItemAsync(id, cancellationToken) is { } item ? TaskItem.ToTask(item) : null;

    public IAsyncEnumerable<TaskMessage> DueAsync(DateTimeOffset dueBy, CancellationToken cancellationToken) =>
        QueryAsync(TaskStatus.Scheduled, dueBy, deadlineBefore: null, cancellationToken);

    // A deadline is never before the task is due, so what is due later need not be looked at.
    public IAsyncEnumerable<TaskMessage> OverdueAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        QueryAsync(TaskStatus.InProgress, dueBy: now, deadlineBefore: now, cancellationToken);

    public async Task<ScheduledTask?> TryStartAsync(string id, int revision, DateTimeOffset startsBy, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var move = Update(id);
        move.UpdateExpression =
            $"SET {TaskItem.Status} = :inProgress, {TaskItem.DeadlineAt} = {TaskItem.TimeoutSeconds} + :startsBy, {TaskItem.LastUpdatedAt} = :now";
        move.ConditionExpression = $"{TaskItem.Status} = :scheduled AND {TaskItem.Revision} = :revision";
        move.ExpressionAttributeValues = new()
        {
            [":scheduled"] = TaskItem.StatusValue(TaskStatus.Scheduled),
            [":inProgress"] = TaskItem.StatusValue(TaskStatus.InProgress),
            [":revision"] = TaskItem.Number(revision),
            [":startsBy"] = TaskItem.EpochSeconds(startsBy),
            [":now"] = TaskItem.Instant(now),
        };
        move.ReturnValues = ReturnValue.ALL_NEW;

        try
        {
            return TaskItem.ToTask((await dynamo.UpdateItemAsync(move, cancellationToken)).Attributes);
        }
        catch (ConditionalCheckFailedException)
        {
            return null;
        }
    }

    public async Task<ScheduledTask?> FindUnclaimedAsync(string id, int revision, DateTimeOffset now, CancellationToken cancellationToken) =>
        await FindItemAsync(id, cancellationToken) is { } item && InProgress(item, revision) is { } task && !IsClaimed(item, now) ? task : null;

    public async Task<ClaimResult> ClaimAsync(
        string id, int revision, string claimant, DateTimeOffset until, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var claim = Update(id);
        claim.UpdateExpression = $"SET {TaskItem.ClaimedBy} = :claimant, {TaskItem.ClaimedUntil} = :until, {TaskItem.StartedAt} = :now";
        claim.ConditionExpression = $"{TaskItem.Status} = :inProgress AND {TaskItem.Revision} = :revision AND {IsUnclaimed}";
        claim.ExpressionAttributeValues = new()
        {
            [":inProgress"] = TaskItem.StatusValue(TaskStatus.InProgress),
            [":revision"] = TaskItem.Number(revision),
            [":claimant"] = new(claimant),
            [":until"] = TaskItem.Instant(until),
            [":now"] = TaskItem.Instant(now),
        };
        claim.ReturnValues = ReturnValue.ALL_NEW;
        claim.ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD;

        try
        {
            return new ClaimResult.Granted(TaskItem.ToTask((await dynamo.UpdateItemAsync(claim, cancellationToken)).Attributes));
        }
        catch (ConditionalCheckFailedException failure)
        {
            return await ItemOfAsync(failure, id, cancellationToken) is { } item && InProgress(item, revision) is not null
                ? new ClaimResult.Held(TaskItem.ReadInstant(item, TaskItem.ClaimedUntil) ?? now)
                : ClaimResult.Gone.Instance;
        }
    }

    public async Task<RecordResult> RecordAsync(ScheduledTask current, ScheduledTask next, string? claimant, CancellationToken cancellationToken)
    {
        try
        {
            await dynamo.UpdateItemAsync(claimant is null ? RecordUnclaimed(current, next) : RecordClaimed(current, next, claimant), cancellationToken);
            return RecordResult.Recorded;
        }
        catch (ConditionalCheckFailedException failure)
        {
            return claimant is null && await ItemOfAsync(failure, current.Id, cancellationToken) is { } item && InProgress(item, current.Revision) is not null
                ? RecordResult.Claimed
                : RecordResult.Stale;
        }
    }

    public Task<bool> AnswerAsync(ScheduledTask current, ScheduledTask next, CancellationToken cancellationToken) =>
        TryUpdateAsync(Record(current, next), cancellationToken);

    public Task<bool> TryBeatAsync(string id, int revision, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var beat = Update(id);
        beat.UpdateExpression = $"SET {TaskItem.LastHeartbeatAt} = :now";
        beat.ConditionExpression = $"{TaskItem.Status} = :inProgress AND {TaskItem.Revision} = :revision";
        beat.ExpressionAttributeValues = new()
        {
            [":inProgress"] = TaskItem.StatusValue(TaskStatus.InProgress),
            [":revision"] = TaskItem.Number(revision),
            [":now"] = TaskItem.Instant(now),
        };

        return TryUpdateAsync(beat, cancellationToken);
    }

    private async Task<bool> TryUpdateAsync(UpdateItemRequest update, CancellationToken cancellationToken)
    {
        try
        {
            await dynamo.UpdateItemAsync(update, cancellationToken);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    private static ScheduledTask? InProgress(Dictionary<string, AttributeValue> item, int revision) =>
        TaskItem.ToTask(item) is { Status: TaskStatus.InProgress } task && task.Revision == revision ? task : null;

    private static bool IsClaimed(Dictionary<string, AttributeValue> item, DateTimeOffset now) => TaskItem.ReadInstant(item, TaskItem.ClaimedUntil) > now;

    /// <summary>Writes <paramref name="next"/> over a task in progress, whatever claim stands.</summary>
    private UpdateItemRequest Record(ScheduledTask current, ScheduledTask next)
    {
        var record = Update(current.Id);
        record.ExpressionAttributeNames = [];
        record.ExpressionAttributeValues = new()
        {
            [":inProgress"] = TaskItem.StatusValue(TaskStatus.InProgress),
            [":current"] = TaskItem.Number(current.Revision),
        };

        var sets = new List<string>();
        var removes = new List<string> { TaskItem.ClaimedBy, TaskItem.ClaimedUntil };
        foreach (var (name, value) in TaskItem.Changing(next))
        {
            // Always by a stand-in: "error" and "output" are reserved words, and the list of those is long.
            record.ExpressionAttributeNames.Add($"#{name}", name);
            if (value is null)
            {
                removes.Add($"#{name}");
            }
            else
            {
                record.ExpressionAttributeValues.Add($":{name}", value);
                sets.Add($"#{name} = :{name}");
            }
        }

        record.UpdateExpression = $"SET {string.Join(", ", sets)} REMOVE {string.Join(", ", removes)}";
        record.ConditionExpression = $"{TaskItem.Status} = :inProgress AND {TaskItem.Revision} = :current";
        return record;
    }

    private UpdateItemRequest RecordUnclaimed(ScheduledTask current, ScheduledTask next)
    {
        var record = Record(current, next);
        record.ConditionExpression += $" AND {IsUnclaimed}";
        record.ExpressionAttributeValues.Add(":now", TaskItem.Instant(next.LastUpdatedAt));
        record.ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD;
        return record;
    }

    private UpdateItemRequest RecordClaimed(ScheduledTask current, ScheduledTask next, string claimant)
    {
        var record = Record(current, next);
        record.ConditionExpression += $" AND {TaskItem.ClaimedBy} = :claimant";
        record.ExpressionAttributeValues.Add(":claimant", new(claimant));
        return record;
    }

    private UpdateItemRequest Update(string id) => new() { TableName = table, Key = Key(id) };

    private static Dictionary<string, AttributeValue> Key(string id) => new() { [TaskItem.Id] = new(id) };

    private async IAsyncEnumerable<TaskMessage> QueryAsync(
        TaskStatus status, DateTimeOffset dueBy, DateTimeOffset? deadlineBefore, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new QueryRequest
        {
            TableName = table,
            IndexName = StatusIndex,
            KeyConditionExpression = $"{TaskItem.Status} = :status AND {TaskItem.StartExecutionAt} <= :startsBy",
            ExpressionAttributeValues = new()
            {
                [":status"] = TaskItem.StatusValue(status),
                [":startsBy"] = TaskItem.StartsAt(dueBy),
            },
        };
        if (deadlineBefore is { } deadline)
        {
            query.FilterExpression = $"{TaskItem.DeadlineAt} < :deadline";
            query.ExpressionAttributeValues.Add(":deadline", TaskItem.EpochSeconds(deadline));
        }

        // A page that fails, fails the run: the next tick tries again, and the error shows in the function's metrics.
        await foreach (var page in dynamo.Paginators.Query(query).Responses.WithCancellation(cancellationToken))
        {
            foreach (var entry in page.Items ?? [])
            {
                yield return TaskItem.ToMessage(entry);
            }
        }
    }

    private async Task<Dictionary<string, AttributeValue>?> FindItemAsync(string id, CancellationToken cancellationToken)
    {
        var request = new GetItemRequest { TableName = table, Key = Key(id), ConsistentRead = true };
        return (await dynamo.GetItemAsync(request, cancellationToken)).Item is { Count: > 0 } item ? item : null;
    }

    /// <summary>The item that failed the condition: DynamoDB sends it along, so that it need not be read.</summary>
    private async Task<Dictionary<string, AttributeValue>?> ItemOfAsync(ConditionalCheckFailedException failure, string id, CancellationToken cancellationToken) =>
        failure.Item is { Count: > 0 } item ? item : await FindItemAsync(id, cancellationToken);
}
