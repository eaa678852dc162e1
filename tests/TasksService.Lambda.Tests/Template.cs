using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using TasksService.Testing;

namespace TasksService.Lambda.Tests;

/// <summary>What the tests take from <c>serverless.template</c>, so that they try what is deployed.</summary>
internal static class Template
{
    public static JsonNode Root { get; } = JsonNode.Parse(File.ReadAllText(Repository.PathOf("serverless.template")))!;

    public static JsonNode Resource(string name) => Root["Resources"]![name]!;

    /// <returns>The table's definition under another name.</returns>
    public static CreateTableRequest Table(string name)
    {
        var table = Resource("TasksTable")["Properties"]!;
        var index = table["GlobalSecondaryIndexes"]![0]!;
        return new CreateTableRequest
        {
            TableName = name,
            BillingMode = table["BillingMode"]!.GetValue<string>(),
            AttributeDefinitions = [.. table["AttributeDefinitions"]!.AsArray().Select(each => new AttributeDefinition(Text(each, "AttributeName"), new ScalarAttributeType(Text(each, "AttributeType"))))],
            KeySchema = Keys(table),
            GlobalSecondaryIndexes =
            [
                new()
                {
                    IndexName = Text(index, "IndexName"),
                    KeySchema = Keys(index),
                    Projection = new()
                    {
                        ProjectionType = Text(index["Projection"], "ProjectionType"),
                        NonKeyAttributes = [.. index["Projection"]!["NonKeyAttributes"]!.AsArray().Select(each => each!.GetValue<string>())],
                    },
                },
            ],
        };
    }

    /// <returns>The definition with the functions of the stage "dev" filled in.</returns>
    public static string Definition(string file) =>
        File.ReadAllText(Repository.PathOf("src", "statemachines", file))
            .Replace("${ExecutorFunctionArn}", "arn:aws:lambda:us-east-1:000000000000:function:tasksExecutor-dev", StringComparison.Ordinal)
            .Replace("${HandleFailureFunctionArn}", "arn:aws:lambda:us-east-1:000000000000:function:tasksHandleFailure-dev", StringComparison.Ordinal);

    private static List<KeySchemaElement> Keys(JsonNode owner) =>
        [.. owner["KeySchema"]!.AsArray().Select(each => new KeySchemaElement(Text(each, "AttributeName"), new KeyType(Text(each, "KeyType"))))];

    private static string Text(JsonNode? owner, string member) => owner![member]!.GetValue<string>();
}
