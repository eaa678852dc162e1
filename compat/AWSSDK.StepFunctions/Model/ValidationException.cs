using System.Net;
using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public class ValidationException : AmazonStepFunctionsException
{
    public ValidationException(string message) : base(message)
    {
    }

    public ValidationException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
