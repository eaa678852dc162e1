using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Examples.Host;

/// <summary>The functions of the example by name, and what Lambda does around a call.</summary>
public sealed partial class LocalFunctions(IEnumerable<LocalFunction> functions, IServiceProvider services, TimeProvider clock, ILogger<LocalFunctions> logger)
{
    /// <summary>Lambda tries an asynchronous invocation three times in all; it waits a minute or two between, which nobody wants to watch.</summary>
    private const int Attempts = 3;

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, LocalFunction> byName = functions.ToDictionary(function => function.Name);

    public bool Has(string name) => byName.ContainsKey(name);

    public async Task<byte[]> InvokeAsync(string name, byte[] payload)
    {
        using var stream = new MemoryStream(payload);
        return await byName[name].Run(services, stream);
    }

    /// <summary>As an event source does: nobody waits for the result, and a failure is tried again.</summary>
    public async Task SendAsync(string name, JsonNode payload)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            try
            {
                await InvokeAsync(name, System.Text.Encoding.UTF8.GetBytes(payload.ToJsonString()));
                return;
            }
            catch (Exception exception)
            {
                Log.Failed(logger, exception, name, attempt, Attempts);
                await Task.Delay(BetweenAttempts, clock);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Function {Function} failed in attempt {Attempt} of {Attempts}")]
        public static partial void Failed(ILogger logger, Exception exception, string function, int attempt, int attempts);
    }
}
