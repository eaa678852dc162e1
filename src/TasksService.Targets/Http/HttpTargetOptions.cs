namespace TasksService.Targets;

/// <summary>How HTTP targets are called.</summary>
public sealed class HttpTargetOptions
{
    public const string Section = "HttpTarget";

    /// <summary>
    /// How many calls to one server are open at once; the others wait within their own timeout. Few enough that a burst of 10,000 does not
    /// exhaust the machine's ports, many enough that a server which takes 100 ms still sees 2,500 calls a second.
    /// </summary>
    public int MaxConnectionsPerServer { get; set; } = 256;
}
