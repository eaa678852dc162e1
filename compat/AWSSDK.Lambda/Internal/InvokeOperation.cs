using System.Globalization;
using System.Net;
using Amazon.Compat;
using Amazon.Lambda.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.Lambda.Internal;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html</summary>
internal sealed class InvokeOperation : JsonResponseUnmarshaller, IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static readonly InvokeOperation Instance = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var invoke = (InvokeRequest)input;
        if (string.IsNullOrEmpty(invoke.FunctionName))
        {
            throw new AmazonLambdaException(
                "Request object does not have required field FunctionName set", null, ErrorType.Sender, null, null, default);
        }

        var content = invoke.PayloadStream ?? new MemoryStream();
        var request = new DefaultRequest(input, AmazonLambdaConfig.Service.ServiceId)
        {
            HttpMethod = "POST",
            ResourcePath = "/2015-03-31/functions/{FunctionName}/invocations",
            ContentStream = content,
        };
        request.AddPathResource("{FunctionName}", invoke.FunctionName);
        request.Headers["Content-Type"] = "application/octet-stream";
        request.Headers["Content-Length"] = content.Length.ToString(CultureInfo.InvariantCulture);

        if (invoke.Qualifier is not null)
        {
            request.Parameters["Qualifier"] = invoke.Qualifier;
            request.UseQueryString = true;
        }

        if (invoke.InvocationType is not null)
        {
            request.Headers["X-Amz-Invocation-Type"] = invoke.InvocationType.Value;
        }

        if (invoke.LogType is not null)
        {
            request.Headers["X-Amz-Log-Type"] = invoke.LogType.Value;
        }

        return request;
    }

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        var payload = new MemoryStream();
        input.Stream.CopyTo(payload);
        payload.Position = 0;

        return new InvokeResponse
        {
            ExecutedVersion = Header(input, "X-Amz-Executed-Version"),
            FunctionError = Header(input, "X-Amz-Function-Error"),
            LogResult = Header(input, "X-Amz-Log-Result"),
            Payload = payload,
            StatusCode = (int)input.ResponseData.StatusCode,
        };
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode) =>
        ServiceError.Read(input, innerException, statusCode, LambdaErrors.ToException);

    private static string Header(JsonUnmarshallerContext input, string name) =>
        input.ResponseData.IsHeaderPresent(name) ? input.ResponseData.GetHeaderValue(name) : null;
}
