using System.Diagnostics;

namespace Testcontainers.LocalStack;

/// <summary>Stands in for the container of the package Testcontainers.LocalStack.</summary>
public sealed class LocalStackContainer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    private readonly string _image;
    private readonly IReadOnlyList<string> _options;
    private readonly int _hostPort;
    private string _id;

    internal LocalStackContainer(string image, IReadOnlyList<string> options, int hostPort)
    {
        _image = image;
        _options = options;
        _hostPort = hostPort;
    }

    public string GetConnectionString() => $"http://127.0.0.1:{_hostPort}/";

    /// <summary>Returns when LocalStack says that it is healthy.</summary>
    public async Task StartAsync(CancellationToken ct = default)
    {
        _id = (await DockerAsync(["run", "--detach", .. _options, _image], ct).ConfigureAwait(false)).Trim();

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(StartLimit);
        using var http = new HttpClient { BaseAddress = new Uri(GetConnectionString()) };
        while (!await IsHealthyAsync(http, limit.Token).ConfigureAwait(false))
        {
            await Task.Delay(BetweenLooks, limit.Token).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_id is not null)
        {
            await DockerAsync(["rm", "--force", "--volumes", _id], CancellationToken.None).ConfigureAwait(false);
            _id = null;
        }
    }

    private static async Task<bool> IsHealthyAsync(HttpClient http, CancellationToken ct)
    {
        try
        {
            using var response = await http.GetAsync("_localstack/health", ct).ConfigureAwait(false);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<string> DockerAsync(IEnumerable<string> arguments, CancellationToken ct)
    {
        using var docker = Process.Start(new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, RedirectStandardError = true });
        var errors = docker!.StandardError.ReadToEndAsync(ct);
        var output = await docker.StandardOutput.ReadToEndAsync(ct).ConfigureAwait(false);
        await docker.WaitForExitAsync(ct).ConfigureAwait(false);
        return docker.ExitCode == 0 ? output : throw new InvalidOperationException($"docker ended with {docker.ExitCode}: {await errors.ConfigureAwait(false)}");
    }
}
