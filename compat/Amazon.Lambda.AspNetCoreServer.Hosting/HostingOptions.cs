using Amazon.Lambda.Core;

namespace Amazon.Lambda.AspNetCoreServer.Hosting;

public class HostingOptions
{
    /// <summary>Reads the events and writes the answers.</summary>
    public ILambdaSerializer Serializer { get; set; }
}
