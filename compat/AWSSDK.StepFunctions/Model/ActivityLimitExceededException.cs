using System.Net;
using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public class ActivityLimitExceededException : AmazonStepFunctionsException
{
    public ActivityLimitExceededException(string message) : base(message)
    {
    }

    public ActivityLimitExceededException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
