using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Examples.Host;

/// <summary>SendMessage of SQS and nothing else: each message goes from memory straight to its queue's function. On AWS the queue is a real one.</summary>
internal static class SqsEndpoint
{
    public const string Path = "/sqs";

    public static void MapSqs(this IEndpointRouteBuilder routes) => routes.MapPost(Path + "/", SendAsync);

    private static async Task<IResult> SendAsync(HttpContext http, IEnumerable<LocalQueue> queues, LocalFunctions functions)
    {
        var request = (JsonObject)(await JsonNode.ParseAsync(http.Request.Body))!;
        var name = ((string)request["QueueUrl"]!).Split('/')[^1];
        if (http.Request.Headers["X-Amz-Target"] != "AmazonSQS.SendMessage" || queues.FirstOrDefault(queue => queue.Name == name) is not { } target)
        {
            return Results.Json(new JsonObject { ["__type"] = "com.amazonaws.sqs#QueueDoesNotExist", ["message"] = "The specified queue does not exist." }, statusCode: 400);
        }

        var body = (string)request["MessageBody"]!;
        var id = Guid.NewGuid().ToString();
#pragma warning disable CA5351 // The field is SQS's and is MD5; nothing is secured by it.
        var md5 = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(body)));
#pragma warning restore CA5351

        _ = functions.SendAsync(target.Function, new JsonObject
        {
            ["Records"] = new JsonArray(new JsonObject
            {
                ["messageId"] = id,
                ["receiptHandle"] = id,
                ["body"] = body,
                ["md5OfBody"] = md5,
                ["attributes"] = new JsonObject { ["ApproximateReceiveCount"] = "1" },
                ["eventSource"] = "aws:sqs",
                ["eventSourceARN"] = ExampleNames.Arn("sqs", name),
                ["awsRegion"] = ExampleNames.Region,
            }),
        });
        return Results.Json(new JsonObject { ["MessageId"] = id, ["MD5OfMessageBody"] = md5 });
    }
}
