using Amazon.Compat;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;

namespace Amazon.SQS;

public class AmazonSQSConfig : ClientConfig
{
    internal static readonly ServiceDescription Service = new("SQS", "sqs");

    private static readonly string ClientUserAgent = InternalSDKUtils.BuildUserAgentString("SQS", "4.0.0.0");

    public AmazonSQSConfig() : base(StandardDefaults.Provider)
    {
        ServiceId = Service.ServiceId;
        AuthenticationServiceName = Service.EndpointPrefix;
        EndpointProvider = new RegionalEndpointProvider(Service.EndpointPrefix);
    }

    public override string RegionEndpointServiceName => Service.EndpointPrefix;

    public override string ServiceVersion => "2012-11-05";

    public override string UserAgent => ClientUserAgent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        RegionalEndpointResolver.Determine(this, parameters);
}
