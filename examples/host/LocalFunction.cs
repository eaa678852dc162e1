using Amazon.Lambda.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Examples.Host;

/// <summary>A Lambda function in this process: bytes in, bytes out, by the serializer that it is deployed with.</summary>
public sealed record LocalFunction(string Name, Func<IServiceProvider, Stream, Task<byte[]>> Run)
{
    public static LocalFunction Create<TFunction, TInput, TOutput>(string name, ILambdaSerializer serializer, Func<TFunction, TInput, Task<TOutput>> call)
        where TFunction : notnull => new(name, async (services, payload) =>
        {
            await using var scope = services.CreateAsyncScope();
            var output = await call(scope.ServiceProvider.GetRequiredService<TFunction>(), serializer.Deserialize<TInput>(payload));

            using var answer = new MemoryStream();
            serializer.Serialize(output, answer);
            return answer.ToArray();
        });
}
