using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;

namespace TasksService.Aws.StepFunctions;

/// <summary>Answers task tokens by the Step Functions API.</summary>
internal sealed class StepFunctionsTaskTokens(IAmazonStepFunctions stepFunctions) : ITaskTokens
{
    public Task<TokenAnswer> SucceedAsync(string taskToken, string output, CancellationToken cancellationToken) =>
        AnswerAsync(stepFunctions.SendTaskSuccessAsync(new SendTaskSuccessRequest { TaskToken = taskToken, Output = output }, cancellationToken));

    public Task<TokenAnswer> FailAsync(string taskToken, string? error, string? cause, CancellationToken cancellationToken) =>
        AnswerAsync(stepFunctions.SendTaskFailureAsync(new SendTaskFailureRequest { TaskToken = taskToken, Error = error, Cause = cause }, cancellationToken));

    public Task<TokenAnswer> BeatAsync(string taskToken, CancellationToken cancellationToken) =>
        AnswerAsync(stepFunctions.SendTaskHeartbeatAsync(new SendTaskHeartbeatRequest { TaskToken = taskToken }, cancellationToken));

    private static async Task<TokenAnswer> AnswerAsync(Task answer)
    {
        try
        {
            await answer;
            return TokenAnswer.Accepted;
        }
        catch (InvalidTokenException)
        {
            return TokenAnswer.InvalidToken;
        }
        catch (Exception exception) when (exception is TaskTimedOutException or TaskDoesNotExistException)
        {
            return TokenAnswer.TimedOut;
        }
    }
}
