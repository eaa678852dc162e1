using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TasksService.StatesLanguage;

namespace TasksService.Embedded;

/// <summary>The functions that the definitions call, in this process.</summary>
internal sealed class TaskFunctions(TaskExecutor executor, FailureHandler failureHandler, AnswerRecorder answers, CallSlots slots)
{
    public const string Executor = "executor";
    public const string HandleFailure = "handleFailure";
    public const string RecordResult = "recordResult";

    /// <summary>Names on this machine; they only have to look like the ARNs that the definitions have on AWS.</summary>
    private const string ArnPrefix = "arn:aws:lambda:us-east-1:000000000000:function:";

    /// <summary>A definition of <c>src/statemachines</c>, its placeholders filled.</summary>
    public static string Definition(string name, string? activityArn = null)
    {
        using var stream = typeof(TaskFunctions).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return DefinitionSubstitutions.Apply(reader.ReadToEnd(), new Dictionary<string, string>
        {
            ["ExecutorFunctionArn"] = ArnPrefix + Executor,
            ["HandleFailureFunctionArn"] = ArnPrefix + HandleFailure,
            ["RecordResultFunctionArn"] = ArnPrefix + RecordResult,
            ["ActivityArn"] = activityArn ?? "",
        });
    }

    /// <param name="stopping">Ends the wait for a place among the calls. A call that has begun is finished and recorded all the same.</param>
    public async Task<Json> ExecuteAsync(Json input, CancellationToken stopping)
    {
        var attempt = AttemptOf(input);
        await slots.RunAsync(() => executor.ExecuteAsync(attempt, CancellationToken.None), stopping);
        return Json.EmptyObject;
    }

    public async Task<Json> HandleFailureAsync(Json input)
    {
        await failureHandler.HandleAsync(Read(input, ExecutionJson.Default.ExecutionFailure), CancellationToken.None);
        return Json.EmptyObject;
    }

    public async Task<Json> RecordResultAsync(Json input)
    {
        await answers.RecordAsync(Read(input, ExecutionJson.Default.ExecutionAnswer), CancellationToken.None);
        return Json.EmptyObject;
    }

    /// <summary>What <see cref="ExecutionJson"/> reads, without the way over its text.</summary>
    internal static ExecutionAttempt AttemptOf(Json input) => new(
        TextOf(input, "id"), NumberOf(input, "revision"), Iso8601.Parse(TextOf(input, "timestamp")), TextOf(input, "execution"), NumberOf(input, "retryCount"), input["taskToken"]?.AsString());

    private static string TextOf(Json input, string name) => input[name]?.AsString() ?? throw new JsonException($"The input has no {name}.");

    private static int NumberOf(Json input, string name) =>
        input[name] is { } value && value.TryGetInt64(out var number) ? (int)number : throw new JsonException($"The input has no {name}.");

    private static T Read<T>(Json input, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(input.ToString(), type)!;
}
