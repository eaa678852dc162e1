using System.Diagnostics;
using System.Text.Json.Nodes;
using TasksService.Testing.Lambda;

namespace TasksService.Compat.Tests.Lambda;

/// <summary>The sample functions' generated <c>Main</c>, as a process behind a Runtime API.</summary>
public sealed class AnnotationsTests
{
    private const string TickEvent = """
        {
          "version": "0", "account": "123456789012", "region": "us-east-1", "detail": {}, "detail-type": "Scheduled Event",
          "source": "aws.events", "time": "2019-03-01T01:23:45Z", "id": "cdc73f9d-aea9-11e3-9d5a-835b769c0d9c",
          "resources": ["arn:aws:events:us-east-1:123456789012:rule/my-schedule"]
        }
        """;

    [Fact]
    public async Task Services_are_built_once_and_each_invocation_has_a_scope()
    {
        await using var runtime = await RuntimeApiServer.StartAsync();
        using var function = Start("Tick", runtime);

        var first = JsonNode.Parse((await function.InvokeAsync(TickEvent)).Payload!)!;
        var second = JsonNode.Parse((await function.InvokeAsync(TickEvent)).Payload!)!;

        Assert.Equal("2019-03-01T01:23:45Z", (string?)first["Time"]);
        Assert.Equal("arn:aws:events:us-east-1:123456789012:rule/my-schedule", (string?)first["RuleArn"]);
        Assert.Equal((1, 1), ((int)first["CallsOfThisScope"]!, (int)first["CallsOfTheProcess"]!));
        Assert.Equal((1, 2), ((int)second["CallsOfThisScope"]!, (int)second["CallsOfTheProcess"]!));
    }

    [Fact]
    public async Task The_function_is_chosen_by_the_environment_and_answers_in_AWS_s_names()
    {
        await using var runtime = await RuntimeApiServer.StartAsync();
        using var function = Start("Batch", runtime);

        var result = await function.InvokeAsync(Batch("good", "bad"));

        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"message-1"}]}""", result.Payload);
    }

    [Fact]
    public async Task What_a_function_throws_fails_the_invocation()
    {
        await using var runtime = await RuntimeApiServer.StartAsync();
        using var function = Start("Batch", runtime);

        var error = (await function.InvokeAsync(Batch("worse"))).Error!;

        Assert.Equal("InvalidOperationException", error.Type);
        Assert.Contains("BatchFunction_Batch_Generated", error.Json, StringComparison.Ordinal);
    }

    private static string Batch(params string[] bodies) => new JsonObject
    {
        ["Records"] = new JsonArray([.. bodies.Select((body, i) => new JsonObject
        {
            ["messageId"] = $"message-{i}",
            ["receiptHandle"] = "handle",
            ["body"] = body,
            ["attributes"] = new JsonObject { ["ApproximateReceiveCount"] = "1" },
            ["messageAttributes"] = new JsonObject(),
            ["md5OfBody"] = "x",
            ["eventSource"] = "aws:sqs",
            ["eventSourceARN"] = "arn:aws:sqs:us-east-2:123456789012:my-queue",
            ["awsRegion"] = "us-east-2",
        })]),
    }.ToJsonString();

    private static SampleProcess Start(string handler, RuntimeApiServer runtime)
    {
        var start = new ProcessStartInfo("dotnet", [SamplePath()]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in runtime.EnvironmentOf(handler))
        {
            start.Environment[name] = value;
        }

        start.Environment["ANNOTATIONS_HANDLER"] = handler;
        return new SampleProcess(Process.Start(start)!, runtime);
    }

    /// <summary>Beside our own folder: <c>artifacts/bin/{project}/{configuration}</c>.</summary>
    private static string SamplePath()
    {
        var ours = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(ours.Parent!.Parent!.FullName, "TasksService.Compat.SampleFunctions", ours.Name, "TasksService.Compat.SampleFunctions.dll");
    }

    private sealed class SampleProcess : IDisposable
    {
        private readonly Process process;
        private readonly RuntimeApiServer runtime;
        private readonly Task<string> log;

        public SampleProcess(Process process, RuntimeApiServer runtime)
        {
            this.process = process;
            this.runtime = runtime;
            process.BeginOutputReadLine();
            log = process.StandardError.ReadToEndAsync();
        }

        public async Task<InvocationResult> InvokeAsync(string payload)
        {
            var result = runtime.InvokeAsync(payload);
            return await Task.WhenAny(result, process.WaitForExitAsync()) == result
                ? await result
                : throw new InvalidOperationException($"The function ended: {await log}");
        }

        public void Dispose()
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }
}
