namespace Testcontainers.LocalStack;

/// <summary>Stands in for the builder of the package Testcontainers.LocalStack, over the <c>docker</c> command.</summary>
public sealed class LocalStackBuilder
{
    /// <summary>The port that every service of LocalStack answers at.</summary>
    public const ushort LocalStackPort = 4566;

    private readonly string _image;
    private readonly List<string> _options = [];
    private int _hostPort = LocalStackPort;

    public LocalStackBuilder(string image) => _image = image;

    public LocalStackBuilder WithPortBinding(int hostPort, int containerPort)
    {
        if (containerPort == LocalStackPort)
        {
            _hostPort = hostPort;
        }

        return With("--publish", $"{hostPort}:{containerPort}");
    }

    public LocalStackBuilder WithBindMount(string source, string destination) => With("--volume", $"{source}:{destination}");

    public LocalStackBuilder WithEnvironment(string name, string value) => With("--env", $"{name}={value}");

    public LocalStackContainer Build() => new(_image, [.. _options], _hostPort);

    private LocalStackBuilder With(string option, string value)
    {
        _options.AddRange([option, value]);
        return this;
    }
}
