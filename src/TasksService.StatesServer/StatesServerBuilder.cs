using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using TasksService.StatesLanguage;

namespace TasksService.StatesServer;

/// <summary>What a states server is added with.</summary>
public sealed class StatesServerBuilder(IServiceCollection services)
{
    public IServiceCollection Services => services;

    /// <summary>Registers a function: a Task state that names it, by name or in an ARN of whatever account, runs it in this process.</summary>
    public StatesServerBuilder AddFunction(string name, FunctionHandler handler) => AddFunction(name, _ => handler);

    /// <inheritdoc cref="AddFunction(string, FunctionHandler)"/>
    public StatesServerBuilder AddFunction(string name, Func<IServiceProvider, FunctionHandler> create)
    {
        services.AddSingleton(new FunctionRegistration(name, create));
        return this;
    }

    /// <inheritdoc cref="AddFunction(string, FunctionHandler)"/>
    public StatesServerBuilder AddFunction<TInput, TOutput>(
        string name, Func<IServiceProvider, Func<TInput, CancellationToken, Task<TOutput>>> create, JsonTypeInfo<TInput> inputType, JsonTypeInfo<TOutput> outputType) =>
        AddFunction(name, provider =>
        {
            var handler = create(provider);
            return async (input, cancellationToken) =>
            {
                var output = await handler(JsonSerializer.Deserialize(input.ToUtf8(), inputType)!, cancellationToken).ConfigureAwait(false);
                return Json.Parse(JsonSerializer.SerializeToUtf8Bytes(output, outputType));
            };
        });
}
