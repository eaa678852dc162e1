using Amazon.Compat;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;

namespace Amazon.Lambda;

public class AmazonLambdaConfig : ClientConfig
{
    internal static readonly ServiceDescription Service = new("Lambda", "lambda");

    private static readonly string ClientUserAgent = InternalSDKUtils.BuildUserAgentString("Lambda", "4.0.0.0");

    public AmazonLambdaConfig() : base(StandardDefaults.Provider)
    {
        ServiceId = Service.ServiceId;
        AuthenticationServiceName = Service.EndpointPrefix;
        EndpointProvider = new RegionalEndpointProvider(Service.EndpointPrefix);
    }

    public override string RegionEndpointServiceName => Service.EndpointPrefix;

    public override string ServiceVersion => "2015-03-31";

    public override string UserAgent => ClientUserAgent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        RegionalEndpointResolver.Determine(this, parameters);
}
