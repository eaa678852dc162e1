using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.Compat;

/// <summary>One call over AWS JSON 1.0 or 1.1 (https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html).</summary>
internal sealed class JsonOperation<TRequest, TResponse>(
    ServiceDescription service,
    string target,
    JsonTypeInfo<TRequest> requestJson,
    JsonTypeInfo<TResponse> responseJson,
    Func<string, ErrorResponse, AmazonServiceException> toException,
    string hostPrefix = null,
    string version = "1.0")
    : JsonResponseUnmarshaller, IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var content = new PooledContentStream();
        using (var writer = new Utf8JsonWriter(content.BufferWriter))
        {
            JsonSerializer.Serialize(writer, (TRequest)input, requestJson);
        }

        var request = new DefaultRequest(input, service.ServiceId)
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            ContentStream = content,
            HostPrefix = hostPrefix,
        };
        request.Headers["X-Amz-Target"] = target;
        request.Headers["Content-Type"] = "application/x-amz-json-" + version;

        return request;
    }

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        if (input.ResponseData.ContentLength > 0)
        {
            return JsonSerializer.Deserialize(input.Stream, responseJson) ?? new TResponse();
        }

        // Empty, or sent in chunks: only its end tells.
        using var content = new MemoryStream();
        input.Stream.CopyTo(content);
        return content.Length == 0 ? new TResponse() : JsonSerializer.Deserialize(content.ToArray(), responseJson) ?? new TResponse();
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode) =>
        ServiceError.Read(input, innerException, statusCode, toException);
}
