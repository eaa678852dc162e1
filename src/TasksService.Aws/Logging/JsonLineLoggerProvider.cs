using Microsoft.Extensions.Logging;

namespace TasksService.Aws.Logging;

/// <summary>
/// Writes each event as one line of JSON, before the call returns: a function is frozen between invocations, and what a background writer still held would come
/// minutes late or never.
/// </summary>
internal sealed class JsonLineLoggerProvider(Stream output, TimeProvider clock) : ILoggerProvider
{
    private readonly Lock gate = new();

    public ILogger CreateLogger(string categoryName) => new JsonLineLogger(categoryName, this, clock);

    public void Write(ReadOnlySpan<byte> line)
    {
        lock (gate)
        {
            output.Write(line);
            output.Flush();
        }
    }

    public void Dispose() => output.Dispose();
}
