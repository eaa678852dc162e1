using System.Text.Json;
using Amazon.Lambda;
using Amazon.Lambda.Model;
using Amazon.Runtime;
using Microsoft.Extensions.Options;
using TasksService.StatesLanguage;

namespace TasksService.StatesServer;

/// <summary>Invokes functions: those of the process by name, the others at the Lambda endpoint.</summary>
internal sealed class LambdaTasks(FunctionRegistry functions, IOptions<StatesServerOptions> options) : IDisposable
{
    private readonly Lazy<IAmazonLambda?> _client = new(() => options.Value.LambdaEndpoint is { Length: > 0 } endpoint ? Connect(options.Value, endpoint) : null);

    /// <summary>A resource that is the function's own ARN: the state's input goes in, the function's result comes out.</summary>
    public Task<TaskOutcome> InvokeFunctionAsync(TaskRequest task, CancellationToken cancellationToken) =>
        RunAsync(new InvokeRequest { FunctionName = task.Resource.Arn }, task.Input, static (payload, _) => payload, cancellationToken);

    /// <summary><c>arn:aws:states:::lambda:invoke</c>: the parameters name the function, the result is Lambda's whole answer.</summary>
    public async Task<TaskOutcome> InvokeAsync(TaskRequest task, CancellationToken cancellationToken)
    {
        if (task.Input["FunctionName"]?.TextOrNull() is not { Length: > 0 } function)
        {
            return TaskOutcome.Failed(ErrorName.Runtime, "The parameters of lambda:invoke have no FunctionName.");
        }

        var request = new InvokeRequest { FunctionName = function, Qualifier = task.Input["Qualifier"]?.TextOrNull() };
        if (task.Input["InvocationType"]?.TextOrNull() is { } invocationType)
        {
            request.InvocationType = new InvocationType(invocationType);
        }

        if (task.Input["LogType"]?.TextOrNull() is { } logType)
        {
            request.LogType = new LogType(logType);
        }

        return await RunAsync(request, task.Input["Payload"] ?? Json.EmptyObject, Envelope, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        if (_client is { IsValueCreated: true, Value: { } client })
        {
            client.Dispose();
        }
    }

    private static AmazonLambdaClient Connect(StatesServerOptions options, string endpoint) => new(
        new BasicAWSCredentials(options.AccessKeyId, options.SecretAccessKey),
        // A definition says itself what is retried, and a function may take 15 minutes.
        new AmazonLambdaConfig { ServiceURL = endpoint, AuthenticationRegion = options.Region, MaxErrorRetry = 0, Timeout = TimeSpan.FromMinutes(16) });

    private async Task<TaskOutcome> RunAsync(InvokeRequest request, Json input, Func<Json, InvokeResponse, Json> result, CancellationToken cancellationToken)
    {
        if (functions.TryGet(request.FunctionName, out var function))
        {
            return await RunInProcessAsync(function, request, input, result, cancellationToken).ConfigureAwait(false);
        }

        if (_client.Value is not { } client)
        {
            return TaskOutcome.Failed(
                "Lambda.SdkClientException",
                $"No function '{FunctionRegistry.NameIn(request.FunctionName)}' is registered in this process, and AWS_ENDPOINT_URL_LAMBDA, the endpoint that would be asked for it, is not set.");
        }

        request.PayloadStream = new MemoryStream(input.ToUtf8());
        try
        {
            var response = await client.InvokeAsync(request, cancellationToken).ConfigureAwait(false);
            var payload = response.Payload is { Length: > 0 } stream ? ReadPayload(stream.ToArray()) : Json.Null;
            return response.FunctionError is { Length: > 0 }
                ? TaskOutcome.Failed(payload["errorType"]?.TextOrNull() ?? "Lambda.Unknown", payload.ToString())
                : TaskOutcome.Succeeded(result(payload, response));
        }
        catch (AmazonServiceException exception) when (exception.StatusCode != 0)
        {
            return TaskOutcome.Failed("Lambda." + ServiceFault.NameOf(exception, "AWSLambdaException"), ServiceFault.CauseOf(exception, "AWSLambda"));
        }
        catch (Exception exception) when (exception is AmazonClientException or HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return TaskOutcome.Failed("Lambda.SdkClientException", ServiceFault.CauseOfConnection(exception));
        }
    }

    private static async Task<TaskOutcome> RunInProcessAsync(
        FunctionHandler function, InvokeRequest request, Json input, Func<Json, InvokeResponse, Json> result, CancellationToken cancellationToken)
    {
        var response = new InvokeResponse { StatusCode = 200, ExecutedVersion = "$LATEST" };
        if (request.InvocationType == InvocationType.Event)
        {
            _ = Task.Run(() => function(input, CancellationToken.None), CancellationToken.None);
            response.StatusCode = 202;
            return TaskOutcome.Succeeded(result(Json.Of(""), response));
        }

        try
        {
            return TaskOutcome.Succeeded(result(await function(input, cancellationToken).ConfigureAwait(false), response));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var error = exception.GetType().Name;
            return TaskOutcome.Failed(error, Json.ObjectOf(("errorType", Json.Of(error)), ("errorMessage", Json.Of(exception.Message))).ToString());
        }
    }

    /// <returns>The payload as JSON; a function's text that is no JSON is a string.</returns>
    private static Json ReadPayload(byte[] payload)
    {
        try
        {
            return Json.Parse(payload);
        }
        catch (JsonException)
        {
            return Json.Of(System.Text.Encoding.UTF8.GetString(payload));
        }
    }

    private static Json Envelope(Json payload, InvokeResponse response)
    {
        var members = new List<KeyValuePair<string, Json>>
        {
            new("ExecutedVersion", Json.Of(response.ExecutedVersion ?? "$LATEST")),
            new("Payload", payload),
            new("SdkHttpMetadata", Json.ObjectOf(("HttpStatusCode", Json.Of(response.StatusCode ?? 200)))),
            new("SdkResponseMetadata", Json.ObjectOf(("RequestId", Json.Of(response.ResponseMetadata?.RequestId ?? Guid.NewGuid().ToString())))),
            new("StatusCode", Json.Of(response.StatusCode ?? 200)),
        };
        if (response.LogResult is { } log)
        {
            members.Insert(1, new("LogResult", Json.Of(log)));
        }

        return Json.ObjectOf(members);
    }
}
