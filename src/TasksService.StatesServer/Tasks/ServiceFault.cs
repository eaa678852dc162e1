using Amazon.Runtime;

namespace TasksService.StatesServer;

/// <summary>How a failed call of a service is told in an execution, in Step Functions' words.</summary>
internal static class ServiceFault
{
    public static string NameOf(AmazonServiceException exception, string unnamed) => exception.ErrorCode switch
    {
        null or "" => unnamed,
        var code when code.EndsWith("Exception", StringComparison.Ordinal) => code,
        var code => code[(code.LastIndexOf('.') + 1)..] + "Exception",
    };

    public static string CauseOf(AmazonServiceException exception, string service) =>
        $"{exception.Message} (Service: {service}; Status Code: {(int)exception.StatusCode}; Error Code: {exception.ErrorCode}; Request ID: {exception.RequestId}; Proxy: null)";

    public static string CauseOfConnection(Exception exception) => $"Unable to execute HTTP request: {exception.InnerException?.Message ?? exception.Message}";
}
