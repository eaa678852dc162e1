using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Examples.Host;

/// <summary>Lambda's Invoke (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html), so that the CLI and the poller call the example's functions as they would on AWS.</summary>
internal static class LambdaInvokeEndpoint
{
    public static void MapLambdaInvoke(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/2015-03-31/functions/{function}/invocations", InvokeAsync);

    private static async Task InvokeAsync(string function, HttpContext http, LocalFunctions functions)
    {
        // A name, an ARN or account:name, each perhaps with a qualifier.
        var parts = Uri.UnescapeDataString(function).Split(':');
        var marker = Array.IndexOf(parts, "function");
        var name = marker >= 0 && marker + 1 < parts.Length ? parts[marker + 1] : parts[0];

        if (!functions.Has(name))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            http.Response.Headers["x-amzn-ErrorType"] = "ResourceNotFoundException";
            await http.Response.WriteAsJsonAsync(new JsonObject { ["Type"] = "User", ["Message"] = $"Function not found: {name}" });
            return;
        }

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var payload = body.Length == 0 ? "{}"u8.ToArray() : body.ToArray();

        switch (http.Request.Headers["X-Amz-Invocation-Type"].ToString())
        {
            case "DryRun":
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
            case "Event":
                _ = functions.SendAsync(name, JsonNode.Parse(payload)!);   // logs its own failures
                http.Response.StatusCode = StatusCodes.Status202Accepted;
                return;
            default:
                await AnswerAsync(http, functions, name, payload);
                return;
        }
    }

    private static async Task AnswerAsync(HttpContext http, LocalFunctions functions, string name, byte[] payload)
    {
        byte[] answer;
        try
        {
            answer = await functions.InvokeAsync(name, payload);
        }
        catch (Exception exception)
        {
            http.Response.Headers["X-Amz-Function-Error"] = "Unhandled";
            answer = JsonSerializer.SerializeToUtf8Bytes(new { errorType = exception.GetType().Name, errorMessage = exception.Message });
        }

        http.Response.Headers["X-Amz-Executed-Version"] = "$LATEST";
        http.Response.ContentType = "application/json";
        await http.Response.Body.WriteAsync(answer);
    }
}
