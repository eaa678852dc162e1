using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.Compat;

/// <summary>Reads an error of the JSON protocols: its shape from <c>x-amzn-ErrorType</c> or <c>__type</c>, its message from the body.</summary>
internal static class ServiceError
{
    private const int BufferSize = 4096;

    public static AmazonServiceException Read(
        JsonUnmarshallerContext context,
        Exception innerException,
        HttpStatusCode statusCode,
        Func<string, ErrorResponse, AmazonServiceException> toException)
    {
        var reader = new StreamingUtf8JsonReader(context.Stream, BufferSize, context.JsonMaxDepth);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(context, ref reader);
        var shape = error.Code;

        error.InnerException = innerException;
        error.StatusCode = statusCode;

        // Services that once spoke the query protocol also send the code that its clients know:
        // https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
        if (context.ResponseData.IsHeaderPresent("x-amzn-query-error"))
        {
            error.Code = context.ResponseData.GetHeaderValue("x-amzn-query-error").Split(';')[0];
        }

        return toException(shape, error);
    }
}
