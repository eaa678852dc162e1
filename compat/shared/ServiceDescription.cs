using Amazon.Runtime.Internal;

namespace Amazon.Compat;

/// <summary>What one AWS service says about itself.</summary>
/// <param name="ServiceId">Names its setting <c>AWS_ENDPOINT_URL_&lt;ID&gt;</c>.</param>
/// <param name="EndpointPrefix">The first label of its regional host, and its signing name.</param>
internal sealed record ServiceDescription(string ServiceId, string EndpointPrefix) : IServiceMetadata
{
    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>(0);
}
