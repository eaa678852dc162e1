using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Amazon.Lambda;
using Amazon.Lambda.Model;
using Amazon.Runtime;

namespace TasksService.Targets;

/// <summary>Calls a Lambda function and waits for its answer. One call is one attempt: when to try again is not decided here.</summary>
/// <param name="lambda">Made at the first call: a host that only checks targets, or has none of this type, needs no AWS settings.</param>
internal sealed partial class LambdaTarget(Lazy<IAmazonLambda> lambda) : ITarget
{
    public string Type => "lambda";

    public JsonTypeInfo Shape => LambdaTargetJson.Default.LambdaTargetSettings;

    public IEnumerable<TargetFault> Validate(object settings)
    {
        if (!FunctionName().IsMatch(((LambdaTargetSettings)settings).FunctionName))
        {
            yield return new TargetFault("functionName", "must be the name or the ARN of a function");
        }
    }

    public async Task<TargetOutcome> CallAsync(TargetCall call, CancellationToken cancellationToken)
    {
        var settings = JsonSerializer.Deserialize(call.Task.Target!.Json, LambdaTargetJson.Default.LambdaTargetSettings)!;
        try
        {
            var response = await lambda.Value.InvokeAsync(
                new InvokeRequest
                {
                    FunctionName = settings.FunctionName,
                    InvocationType = InvocationType.RequestResponse,
                    Payload = TaskTokenEnvelope.Wrap(settings.Payload?.GetRawText() ?? "{}", call.TaskToken),
                },
                cancellationToken);

            var answer = response.Payload is { Length: > 0 } payload ? Encoding.UTF8.GetString(payload.ToArray()) : null;
            return response.FunctionError is { Length: > 0 } error ? FunctionFailed(error, answer) : Succeeded(answer);
        }
        catch (AmazonServiceException exception)
        {
            // 409: the function is being updated.
            var isRetryable = exception.StatusCode is 0 or HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
            return new TargetOutcome.Failed($"Lambda.{exception.ErrorCode}", exception.Message, isRetryable);
        }
        catch (Exception exception) when (exception is AmazonClientException or HttpRequestException or IOException)
        {
            return new TargetOutcome.Failed("Lambda.SdkClientException", exception.Message, IsRetryable: true);
        }
    }

    /// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestSyntax, FunctionName.</summary>
    [GeneratedRegex(@"^(arn:[a-zA-Z0-9-]+:lambda:[a-z0-9-]+:\d{12}:function:|(\d{12}:)?(function:)?)[a-zA-Z0-9_-]{1,140}(:(\$LATEST|[a-zA-Z0-9_-]{1,129}))?$")]
    private static partial Regex FunctionName();

    private static TargetOutcome.Succeeded Succeeded(string? answer)
    {
        var (output, truncated) = TaskOutput.Bound(answer is null || IsJson(answer) ? answer : JsonSerializer.Serialize(answer, LambdaTargetJson.Default.String));
        return new TargetOutcome.Succeeded(output, truncated);
    }

    /// <summary>Named as Step Functions names it: by the error's own type, where the function gave one.</summary>
    private static TargetOutcome.Failed FunctionFailed(string error, string? answer)
    {
        const int longestCause = 8 * 1024;
        var cause = answer is { Length: > longestCause } ? answer[..longestCause] : answer;
        return new TargetOutcome.Failed(ErrorType(answer) ?? $"Lambda.{error}", cause, IsRetryable: true);
    }

    private static string? ErrorType(string? answer)
    {
        if (answer is null || !IsJson(answer))
        {
            return null;
        }

        var root = JsonElement.Parse(answer);
        return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("errorType", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() is { Length: > 0 and <= 256 } name
            ? name
            : null;
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
