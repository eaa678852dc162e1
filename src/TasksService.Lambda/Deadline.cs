using Amazon.Lambda.Core;

namespace TasksService.Lambda;

internal static class Deadline
{
    /// <summary>What is left for an orderly end, with its log lines, before Lambda ends the process.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(500);

    /// <summary>Cancelled shortly before the invocation's deadline.</summary>
    public static CancellationTokenSource Of(ILambdaContext context)
    {
        var time = context.RemainingTime - Margin;
        return new CancellationTokenSource(time > TimeSpan.Zero ? time : TimeSpan.Zero);
    }
}
