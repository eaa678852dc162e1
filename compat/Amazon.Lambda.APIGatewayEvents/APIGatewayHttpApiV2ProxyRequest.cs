namespace Amazon.Lambda.APIGatewayEvents;

/// <summary>Payload 2.0, of an HTTP API: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html</summary>
public class APIGatewayHttpApiV2ProxyRequest
{
    public string RawPath { get; set; }

    public string RawQueryString { get; set; }

    public string[] Cookies { get; set; }

    public IDictionary<string, string> Headers { get; set; }

    public ProxyRequestContext RequestContext { get; set; }

    public string Body { get; set; }

    public bool IsBase64Encoded { get; set; }

    public class ProxyRequestContext
    {
        public AuthorizerDescription Authorizer { get; set; }

        public string DomainName { get; set; }

        public HttpDescription Http { get; set; }

        public string RequestId { get; set; }

        public string Stage { get; set; }
    }

    public class HttpDescription
    {
        public string Method { get; set; }

        public string Path { get; set; }

        public string Protocol { get; set; }

        public string SourceIp { get; set; }

        public string UserAgent { get; set; }
    }

    public class AuthorizerDescription
    {
        public JwtDescription Jwt { get; set; }

        /// <summary>A Lambda authorizer's own keys.</summary>
        public IDictionary<string, object> Lambda { get; set; }

        public class JwtDescription
        {
            public IDictionary<string, string> Claims { get; set; }

            public string[] Scopes { get; set; }
        }
    }
}
