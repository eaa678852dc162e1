namespace TasksService;

/// <summary>
/// How the wait before an attempt is spread, in the words of the Amazon States Language's Retry
/// (https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html).
/// </summary>
public enum JitterStrategy
{
    /// <summary>The wait is what the interval and back-off say.</summary>
    None,

    /// <summary>The wait is a random time between zero and what the interval and back-off say.</summary>
    Full,
}
