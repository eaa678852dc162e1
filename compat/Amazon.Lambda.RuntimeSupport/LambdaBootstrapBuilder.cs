using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Bootstrap;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Stands in for the builder of the package Amazon.Lambda.RuntimeSupport: the kinds of handler that this repository has.</summary>
public class LambdaBootstrapBuilder
{
    private readonly InvocationHandler _handler;
    private readonly LambdaBootstrapOptions _options = new();
    private LambdaBootstrapInitializer _initializer;

    private LambdaBootstrapBuilder(InvocationHandler handler) => _handler = handler;

    public static LambdaBootstrapBuilder Create(Func<Stream, ILambdaContext, Task<Stream>> handler) =>
        new((input, context) => handler(input, context));

    public static LambdaBootstrapBuilder Create<TInput>(Action<TInput> handler, ILambdaSerializer serializer) =>
        new((input, _) =>
        {
            handler(Read<TInput>(input, serializer));
            return Task.FromResult(Stream.Null);
        });

    public static LambdaBootstrapBuilder Create<TInput>(Action<TInput, ILambdaContext> handler, ILambdaSerializer serializer) =>
        new((input, context) =>
        {
            handler(Read<TInput>(input, serializer), context);
            return Task.FromResult(Stream.Null);
        });

    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, Task> handler, ILambdaSerializer serializer) =>
        new(async (input, _) =>
        {
            await handler(Read<TInput>(input, serializer)).ConfigureAwait(false);
            return Stream.Null;
        });

    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, ILambdaContext, Task> handler, ILambdaSerializer serializer) =>
        new(async (input, context) =>
        {
            await handler(Read<TInput>(input, serializer), context).ConfigureAwait(false);
            return Stream.Null;
        });

    public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        new(async (input, _) => Write(await handler(Read<TInput>(input, serializer)).ConfigureAwait(false), serializer));

    public static LambdaBootstrapBuilder Create<TInput, TOutput>(
        Func<TInput, ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        new(async (input, context) => Write(await handler(Read<TInput>(input, serializer), context).ConfigureAwait(false), serializer));

    public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, TOutput> handler, ILambdaSerializer serializer) =>
        new((input, _) => Task.FromResult(Write(handler(Read<TInput>(input, serializer)), serializer)));

    public static LambdaBootstrapBuilder Create<TInput, TOutput>(
        Func<TInput, ILambdaContext, TOutput> handler, ILambdaSerializer serializer) =>
        new((input, context) => Task.FromResult(Write(handler(Read<TInput>(input, serializer), context), serializer)));

    public LambdaBootstrapBuilder UseBootstrapHandler(LambdaBootstrapInitializer lambdaBootstrapInitializer)
    {
        _initializer = lambdaBootstrapInitializer;
        return this;
    }

    public LambdaBootstrapBuilder ConfigureOptions(Action<LambdaBootstrapOptions> options = null)
    {
        options?.Invoke(_options);
        return this;
    }

    public LambdaBootstrap Build() => new(_handler, _initializer, _options.RuntimeApiEndpoint);

    private static TInput Read<TInput>(Stream input, ILambdaSerializer serializer) =>
        input is TInput stream ? stream : serializer.Deserialize<TInput>(input);

    private static Stream Write<TOutput>(TOutput output, ILambdaSerializer serializer)
    {
        if (output is Stream stream)
        {
            return stream;
        }

        var answer = new MemoryStream();
        serializer.Serialize(output, answer);
        answer.Position = 0;
        return answer;
    }
}
