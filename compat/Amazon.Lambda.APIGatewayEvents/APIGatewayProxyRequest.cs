namespace Amazon.Lambda.APIGatewayEvents;

/// <summary>Payload 1.0, of a REST API: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html</summary>
public class APIGatewayProxyRequest
{
    public string Resource { get; set; }

    public string Path { get; set; }

    public string HttpMethod { get; set; }

    public IDictionary<string, string> Headers { get; set; }

    public IDictionary<string, IList<string>> MultiValueHeaders { get; set; }

    public IDictionary<string, string> QueryStringParameters { get; set; }

    public IDictionary<string, IList<string>> MultiValueQueryStringParameters { get; set; }

    public IDictionary<string, string> PathParameters { get; set; }

    public ProxyRequestContext RequestContext { get; set; }

    public string Body { get; set; }

    public bool IsBase64Encoded { get; set; }

    public class ProxyRequestContext
    {
        /// <summary>As the client asked for it, with the stage's prefix.</summary>
        public string Path { get; set; }

        public string Stage { get; set; }

        public string RequestId { get; set; }

        public string DomainName { get; set; }

        public RequestIdentity Identity { get; set; }

        public APIGatewayCustomAuthorizerContext Authorizer { get; set; }
    }

    public class RequestIdentity
    {
        public string SourceIp { get; set; }

        public string UserAgent { get; set; }
    }
}
