using System.Net;
using Amazon.Runtime;

namespace Amazon.Lambda.Model;

public class InvalidRequestContentException : AmazonLambdaException
{
    public InvalidRequestContentException(string message) : base(message)
    {
    }

    public InvalidRequestContentException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
