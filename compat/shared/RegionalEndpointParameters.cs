using Amazon.Runtime.Endpoints;

namespace Amazon.Compat;

internal sealed class RegionalEndpointParameters : EndpointParameters;
