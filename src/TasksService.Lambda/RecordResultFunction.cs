using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;

namespace TasksService.Lambda;

/// <summary>The RecordResult and RecordFailure states of the callback definition: records the answer of whoever held the task token.</summary>
public sealed class RecordResultFunction(AnswerRecorder recorder)
{
    [LambdaFunction(ResourceName = "RecordResult")]
    public async Task RecordResult(ExecutionAnswer answer, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        await recorder.RecordAsync(answer, deadline.Token);
    }
}
