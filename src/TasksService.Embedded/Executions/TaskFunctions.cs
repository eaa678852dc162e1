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
        var attempt = Read(input, ExecutionJson.Default.ExecutionAttempt);
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

    private static T Read<T>(Json input, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(input.ToString(), type)!;
}
