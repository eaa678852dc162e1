using Amazon.Compat;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;

namespace Amazon.Rekognition;

public class AmazonRekognitionConfig : ClientConfig
{
    internal static readonly ServiceDescription Service = new("Rekognition", "rekognition");

    private static readonly string ClientUserAgent = InternalSDKUtils.BuildUserAgentString("Rekognition", "4.0.0.0");

    public AmazonRekognitionConfig() : base(StandardDefaults.Provider)
    {
        ServiceId = Service.ServiceId;
        AuthenticationServiceName = Service.EndpointPrefix;
        EndpointProvider = new RegionalEndpointProvider(Service.EndpointPrefix);
    }

    public override string RegionEndpointServiceName => Service.EndpointPrefix;

    public override string ServiceVersion => "2016-06-27";

    public override string UserAgent => ClientUserAgent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        RegionalEndpointResolver.Determine(this, parameters);
}
