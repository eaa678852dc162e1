using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.SQS.Model;

namespace TasksService.Lambda.Tests;

/// <summary>Events in the shapes that AWS documents.</summary>
internal static class Events
{
    /// <summary>https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format</summary>
    public static string Rest(string method, string path, string? body = null) => new JsonObject
    {
        ["resource"] = "/{proxy+}",
        ["path"] = path,
        ["httpMethod"] = method,
        ["headers"] = new JsonObject { ["Content-Type"] = "application/json", ["Host"] = "abc123.execute-api.eu-west-1.amazonaws.com", ["X-Forwarded-Proto"] = "https" },
        ["multiValueHeaders"] = new JsonObject
        {
            ["Content-Type"] = new JsonArray("application/json"),
            ["Host"] = new JsonArray("abc123.execute-api.eu-west-1.amazonaws.com"),
            ["X-Forwarded-Proto"] = new JsonArray("https"),
        },
        ["queryStringParameters"] = null,
        ["multiValueQueryStringParameters"] = null,
        ["pathParameters"] = new JsonObject { ["proxy"] = path.TrimStart('/') },
        ["stageVariables"] = null,
        ["requestContext"] = new JsonObject
        {
            ["accountId"] = "123456789012",
            ["apiId"] = "abc123",
            ["domainName"] = "abc123.execute-api.eu-west-1.amazonaws.com",
            ["httpMethod"] = method,
            ["identity"] = new JsonObject { ["sourceIp"] = "203.0.113.7", ["userAgent"] = "curl/8.5.0" },
            ["path"] = "/dev" + path,
            ["protocol"] = "HTTP/1.1",
            ["requestId"] = "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
            ["resourcePath"] = "/{proxy+}",
            ["stage"] = "dev",
        },
        ["body"] = body,
        ["isBase64Encoded"] = false,
    }.ToJsonString();

    /// <summary>https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html</summary>
    public static string Tick(DateTimeOffset at) => new JsonObject
    {
        ["version"] = "0",
        ["id"] = "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa",
        ["detail-type"] = "Scheduled Event",
        ["source"] = "aws.events",
        ["account"] = "123456789012",
        ["time"] = at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["region"] = "eu-west-1",
        ["resources"] = new JsonArray("arn:aws:events:eu-west-1:123456789012:rule/tasksCron"),
        ["detail"] = new JsonObject(),
    }.ToJsonString();

    /// <summary>https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event</summary>
    public static string Sqs(IEnumerable<Message> messages) => new JsonObject
    {
        ["Records"] = new JsonArray([.. messages.Select(message => new JsonObject
        {
            ["messageId"] = message.MessageId,
            ["receiptHandle"] = message.ReceiptHandle,
            ["body"] = message.Body,
            ["attributes"] = new JsonObject
            {
                ["ApproximateReceiveCount"] = message.Attributes["ApproximateReceiveCount"],
                ["SentTimestamp"] = message.Attributes["SentTimestamp"],
                ["SenderId"] = "AIDAIENQZJOLO23YVJ4VO",
                ["ApproximateFirstReceiveTimestamp"] = message.Attributes["ApproximateFirstReceiveTimestamp"],
            },
            ["messageAttributes"] = new JsonObject(),
            ["md5OfBody"] = message.MD5OfBody,
            ["eventSource"] = "aws:sqs",
            ["eventSourceARN"] = "arn:aws:sqs:eu-west-1:123456789012:tasksQueue-dev",
            ["awsRegion"] = "eu-west-1",
        })]),
    }.ToJsonString();
}
