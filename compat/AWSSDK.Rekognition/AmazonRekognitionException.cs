using System.Net;
using Amazon.Runtime;

namespace Amazon.Rekognition;

public class AmazonRekognitionException : AmazonServiceException
{
    public AmazonRekognitionException(string message) : base(message)
    {
    }

    public AmazonRekognitionException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
