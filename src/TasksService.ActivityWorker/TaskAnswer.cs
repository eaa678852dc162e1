using System.Text;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;

namespace TasksService.ActivityWorker;

/// <summary>What a task's token is answered with.</summary>
public abstract record TaskAnswer
{
    /// <summary>https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html</summary>
    private const int LongestOutput = 262_144;

    /// <summary>https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskFailure.html</summary>
    private const int LongestError = 256;

    private const int LongestCause = 32_768;

    private TaskAnswer()
    {
    }

    /// <param name="output">JSON text; over 256 KiB it becomes a failure, because AWS would refuse it and the task would wait for its timeout.</param>
    public static TaskAnswer Succeed(string output) =>
        Encoding.UTF8.GetByteCount(output) is var bytes && bytes > LongestOutput
            ? Fail("OutputTooLarge", $"The output has {bytes} bytes; Step Functions takes {LongestOutput}.")
            : new Success(output);

    /// <summary>Both are cut to what AWS takes.</summary>
    public static TaskAnswer Fail(string error, string cause) => new Failure(Cut(error, LongestError), Cut(cause, LongestCause));

    /// <summary>An exception's type names the error, as in a Lambda function.</summary>
    public static TaskAnswer Fail(Exception exception) => exception is ActivityFailedException failed
        ? Fail(failed.Error, failed.Message)
        : Fail(exception.GetType().Name, exception.Message);

    public abstract Task SendAsync(IAmazonStepFunctions stepFunctions, string taskToken);

    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    public sealed record Success(string Output) : TaskAnswer
    {
        public override Task SendAsync(IAmazonStepFunctions stepFunctions, string taskToken) =>
            stepFunctions.SendTaskSuccessAsync(new SendTaskSuccessRequest { TaskToken = taskToken, Output = Output });
    }

    public sealed record Failure(string Error, string Cause) : TaskAnswer
    {
        public override Task SendAsync(IAmazonStepFunctions stepFunctions, string taskToken) =>
            stepFunctions.SendTaskFailureAsync(new SendTaskFailureRequest { TaskToken = taskToken, Error = Error, Cause = Cause });
    }
}
