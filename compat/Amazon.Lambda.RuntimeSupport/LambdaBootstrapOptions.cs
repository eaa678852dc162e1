namespace Amazon.Lambda.RuntimeSupport.Bootstrap;

public class LambdaBootstrapOptions
{
    /// <summary>Host and port of the Runtime API, instead of <c>AWS_LAMBDA_RUNTIME_API</c>: for tests.</summary>
    public string RuntimeApiEndpoint { get; set; }
}
