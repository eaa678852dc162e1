namespace TasksService.Aws.DynamoDb;

/// <summary>Where the tasks are kept. In a function's environment: <c>DynamoDb__Table</c>.</summary>
public sealed class DynamoDbOptions
{
    public const string Section = "DynamoDb";

    /// <summary>The name of the table, <c>tasksTable-&lt;stage&gt;</c> in a deployed stack.</summary>
    public string Table { get; set; } = "";

    /// <summary>What is wrong with these settings, each with its consequence.</summary>
    public IEnumerable<string> Faults()
    {
        if (Table.Length == 0)
        {
            yield return $"{Section}:{nameof(Table)} is not set, so there is no table to keep the tasks in.";
        }
    }
}
