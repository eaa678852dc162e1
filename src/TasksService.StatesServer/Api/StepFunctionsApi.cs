using System.Buffers;
using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TasksService.StatesLanguage;

namespace TasksService.StatesServer;

/// <summary>The Step Functions API, AWS JSON 1.0: every request is a <c>POST /</c> whose header <c>X-Amz-Target</c> names the operation.</summary>
/// <remarks>Signatures are not verified: the endpoint is for the machine it runs on.</remarks>
internal sealed partial class StepFunctionsApi
{
    private const string TargetPrefix = "AWSStepFunctions.";
    private const string ContentType = "application/x-amz-json-1.0";
    private const int MaxBody = 8 * 1024 * 1024;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly FrozenDictionary<string, Func<ApiRequest, CancellationToken, Task<Json>>> _operations;
    private readonly ILogger<StepFunctionsApi> _logger;

    public StepFunctionsApi(
        StateMachineOperations machines, ExecutionOperations executions, ActivityOperations activities, IHostApplicationLifetime lifetime, ILogger<StepFunctionsApi> logger)
    {
        _logger = logger;
        _operations = new Dictionary<string, Func<ApiRequest, CancellationToken, Task<Json>>>
        {
            ["CreateActivity"] = (request, _) => activities.CreateAsync(request),
            ["CreateStateMachine"] = (request, _) => machines.CreateAsync(request),
            ["DeleteActivity"] = (request, _) => activities.DeleteAsync(request),
            ["DeleteStateMachine"] = (request, _) => machines.DeleteAsync(request),
            ["DescribeActivity"] = (request, _) => Task.FromResult(activities.Describe(request)),
            ["DescribeExecution"] = (request, _) => Task.FromResult(executions.Describe(request)),
            ["DescribeStateMachine"] = (request, _) => Task.FromResult(machines.Describe(request)),
            ["DescribeStateMachineForExecution"] = (request, _) => Task.FromResult(machines.DescribeForExecution(request)),
            ["GetActivityTask"] = async (request, aborted) =>
            {
                // A host that stops does not wait for polls that wait for a task: they end empty.
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(aborted, lifetime.ApplicationStopping);
                return await activities.GetTaskAsync(request, ended.Token).ConfigureAwait(false);
            },
            ["GetExecutionHistory"] = (request, _) => Task.FromResult(executions.History(request)),
            ["ListActivities"] = (request, _) => Task.FromResult(activities.List(request)),
            ["ListExecutions"] = (request, _) => Task.FromResult(executions.List(request)),
            ["ListStateMachines"] = (request, _) => Task.FromResult(machines.List(request)),
            ["SendTaskFailure"] = (request, _) => activities.FailAsync(request),
            ["SendTaskHeartbeat"] = (request, _) => activities.BeatAsync(request),
            ["SendTaskSuccess"] = (request, _) => activities.SucceedAsync(request),
            ["StartExecution"] = (request, _) => executions.StartAsync(request),
            ["StartSyncExecution"] = executions.StartSyncAsync,
            ["StopExecution"] = (request, _) => executions.StopAsync(request),
            ["UpdateStateMachine"] = (request, _) => machines.UpdateAsync(request),
            ["ValidateStateMachineDefinition"] = (request, _) => Task.FromResult(StateMachineOperations.Validate(request)),
        }.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public async Task HandleAsync(HttpContext http)
    {
        var target = http.Request.Headers["X-Amz-Target"].ToString();
        var operation = target.StartsWith(TargetPrefix, StringComparison.Ordinal) ? target[TargetPrefix.Length..] : null;
        try
        {
            if (operation is null || !_operations.TryGetValue(operation, out var handle))
            {
                throw StatesException.UnknownOperation(operation);
            }

            var request = ApiRequest.Parse(await ReadBodyAsync(http).ConfigureAwait(false));
            await AnswerAsync(http, 200, await handle(request, http.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (StatesException refusal)
        {
            await RefuseAsync(http, refusal).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client went away.
        }
        catch (Exception exception)
        {
            Log.RequestFailed(_logger, exception, operation);
            await RefuseAsync(http, StatesException.InternalFailure()).ConfigureAwait(false);
        }
    }

    private static Task RefuseAsync(HttpContext http, StatesException refusal)
    {
        http.Response.Headers["x-amzn-ErrorType"] = refusal.Type[(refusal.Type.IndexOf('#', StringComparison.Ordinal) + 1)..];
        return AnswerAsync(http, refusal.Status, Json.ObjectOf(("__type", Json.Of(refusal.Type)), ("message", Json.Of(refusal.Message))));
    }

    private static async Task AnswerAsync(HttpContext http, int status, Json body)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            body.WriteTo(writer);
        }

        http.Response.StatusCode = status;
        http.Response.ContentType = ContentType;
        http.Response.ContentLength = buffer.WrittenCount;
        http.Response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        await http.Response.Body.WriteAsync(buffer.WrittenMemory, http.RequestAborted).ConfigureAwait(false);
    }

    private static async Task<byte[]> ReadBodyAsync(HttpContext http)
    {
        if (http.Request.ContentLength is > MaxBody)
        {
            throw StatesException.Validation("The request is too large.");
        }

        using var body = new MemoryStream((int)(http.Request.ContentLength ?? 0));
        await http.Request.Body.CopyToAsync(body, http.RequestAborted).ConfigureAwait(false);
        return body.Length > MaxBody ? throw StatesException.Validation("The request is too large.") : body.ToArray();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Operation} failed.")]
        public static partial void RequestFailed(ILogger logger, Exception exception, string? operation);
    }
}
