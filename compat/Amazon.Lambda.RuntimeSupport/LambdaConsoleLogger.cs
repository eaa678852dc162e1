using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>What a function writes to its standard output is its log.</summary>
internal sealed class LambdaConsoleLogger : ILambdaLogger
{
    public static readonly LambdaConsoleLogger Instance = new();

    public void Log(string message) => Console.Write(message);

    public void LogLine(string message) => Console.WriteLine(message);
}
