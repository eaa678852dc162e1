using System.Text.Json.Nodes;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;
using TasksService.Testing.Lambda;

namespace TasksService.Compat.Tests.Lambda;

/// <summary>The trace of an invocation goes into the process's environment.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class RuntimeLoopTests
{
    private static readonly DefaultLambdaJsonSerializer Json = new();

    [Fact]
    public async Task Invocations_are_handled_one_after_the_other()
    {
        await using var runtime = await RuntimeApiServer.StartAsync();
        await using var function = Run(LambdaBootstrapBuilder.Create<Input, Output>(input => new Output(input.Number + 1), Json), runtime);

        Assert.Equal("""{"Number":2}""", (await runtime.InvokeAsync("""{"number":1}""")).Payload);
        Assert.Equal("""{"Number":3}""", (await runtime.InvokeAsync("""{"NUMBER":2}""")).Payload);
    }

    [Fact]
    public async Task A_failed_invocation_is_reported_with_type_message_stack_and_cause_and_the_next_one_runs()
    {
        await using var runtime = await RuntimeApiServer.StartAsync();
        Func<Input, ILambdaContext, Task<Output>> handler = (input, _) => input.Number == 0
            ? throw new InvalidOperationException("Zero is not a number.", new TimeoutException("late"))
            : Task.FromResult(new Output(input.Number));
        await using var function = Run(LambdaBootstrapBuilder.Create(handler, Json), runtime);

        var error = (await runtime.InvokeAsync("""{"Number":0}""")).Error!;

        Assert.Equal("InvalidOperationException", error.Type);
        var json = JsonNode.Parse(error.Json)!;
        Assert.Equal("InvalidOperationException", (string?)json["errorType"]);
        Assert.Equal("Zero is not a number.", (string?)json["errorMessage"]);
        Assert.Contains(nameof(RuntimeLoopTests), (string?)json["stackTrace"]![0], StringComparison.Ordinal);
        Assert.Equal("late", (string?)json["cause"]!["errorMessage"]);
        Assert.Equal("""{"Number":7}""", (await runtime.InvokeAsync("""{"Number":7}""")).Payload);
    }

    [Fact]
    public async Task An_event_that_is_not_of_the_function_s_type_fails_the_invocation()
    {
        await using var runtime = await RuntimeApiServer.StartAsync();
        await using var function = Run(LambdaBootstrapBuilder.Create<Input, Output>(input => new Output(input.Number), Json), runtime);

        Assert.Equal("JsonSerializerException", (await runtime.InvokeAsync("""{"Number":"one"}""")).Error!.Type);
    }

    [Fact]
    public async Task The_context_knows_its_request_and_the_time_left()
    {
        await using var runtime = await RuntimeApiServer.StartAsync();
        ILambdaContext? seen = null;
        string? trace = null;
        var left = TimeSpan.Zero;
        Func<Input, ILambdaContext, Task> handler = (_, context) =>
        {
            (seen, left, trace) = (context, context.RemainingTime, Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID"));
            return Task.CompletedTask;
        };
        await using var function = Run(LambdaBootstrapBuilder.Create(handler, Json), runtime);

        var result = await runtime.InvokeAsync("{}", timeout: TimeSpan.FromMinutes(10));

        Assert.Equal("", result.Payload);
        Assert.Equal(result.RequestId, seen!.AwsRequestId);
        Assert.Equal("arn:aws:lambda:eu-west-1:123456789012:function:test", seen.InvokedFunctionArn);
        Assert.InRange(left, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
        Assert.Contains(result.RequestId[..8], trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_initialisation_is_reported_and_ends_the_function()
    {
        await using var runtime = await RuntimeApiServer.StartAsync();
        using var bootstrap = LambdaBootstrapBuilder.Create<Input, Output>(input => new Output(input.Number), Json)
            .ConfigureOptions(options => options.RuntimeApiEndpoint = runtime.Endpoint)
            .UseBootstrapHandler(() => throw new InvalidOperationException("No table."))
            .Build();

        await Assert.ThrowsAsync<InvalidOperationException>(() => bootstrap.RunAsync());

        var error = await runtime.InitError;
        Assert.Equal("InvalidOperationException", error.Type);
        Assert.Equal("No table.", (string?)JsonNode.Parse(error.Json)!["errorMessage"]);
        Assert.False(runtime.FirstAsked.IsCompleted);
    }

    [Fact]
    public async Task Streams_pass_as_they_are()
    {
        await using var runtime = await RuntimeApiServer.StartAsync();
        Func<Stream, ILambdaContext, Task<Stream>> echo = (input, _) => Task.FromResult(input);
        await using var function = Run(LambdaBootstrapBuilder.Create(echo), runtime);

        Assert.Equal("""{ "as" : "it is" }""", (await runtime.InvokeAsync("""{ "as" : "it is" }""")).Payload);
    }

    private static RunningFunction Run(LambdaBootstrapBuilder builder, RuntimeApiServer runtime) =>
        new(builder.ConfigureOptions(options => options.RuntimeApiEndpoint = runtime.Endpoint).Build());

    private sealed record Input(int Number);

    private sealed record Output(int Number);

    private sealed class RunningFunction : IAsyncDisposable
    {
        private readonly CancellationTokenSource stop = new();
        private readonly LambdaBootstrap bootstrap;
        private readonly Task run;

        public RunningFunction(LambdaBootstrap bootstrap)
        {
            this.bootstrap = bootstrap;
            run = bootstrap.RunAsync(stop.Token);
        }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await run;
            bootstrap.Dispose();
            stop.Dispose();
        }
    }
}
