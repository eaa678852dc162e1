namespace TasksService.E2E;

/// <summary>
/// The service that the scenarios are run against: the stack of the stage that <c>STAGE</c> names, the API that <c>TASKS_API_URL</c> names, or an embedded host started for the run.
/// </summary>
internal sealed class ApiUnderTest : IAsyncDisposable
{
    private readonly DeployedStack? stack;
    private readonly HostProcess? host;
    private readonly string? data;

    private ApiUnderTest(Uri url, DeployedStack? stack = null)
    {
        Url = url;
        this.stack = stack;
    }

    private ApiUnderTest(HostProcess host, string data)
    {
        this.host = host;
        this.data = data;
        Url = host.Url;
    }

    /// <summary>Ends with a slash, so that a stage in its path is kept when <c>tasks</c> is added.</summary>
    public Uri Url { get; }

    /// <summary>Where the scenarios' own receivers are out of reach: what they listen at is this machine's loopback interface.</summary>
    public bool IsElsewhere => stack is not null;

    public static async Task<ApiUnderTest> FindAsync()
    {
        if (Environment.GetEnvironmentVariable("STAGE") is { Length: > 0 } stage)
        {
            var stack = new DeployedStack(stage);
            return new ApiUnderTest(new Uri((await stack.FindApiUrlAsync()).TrimEnd('/') + "/"), stack);
        }

        if (Environment.GetEnvironmentVariable("TASKS_API_URL") is { Length: > 0 } url)
        {
            return new ApiUnderTest(new Uri(url.TrimEnd('/') + "/"));
        }

        var data = Directory.CreateTempSubdirectory("tasks-e2e-").FullName;
        var address = HostProcess.FreeAddress();
        var host = HostProcess.StartProject(
            "TasksService.Embedded", address, Path.Combine(data, "host.log"), ["--urls", address.GetLeftPart(UriPartial.Authority), "--data", Path.Combine(data, "data")]);
        var target = new ApiUnderTest(host, data);
        try
        {
            await host.AnswersAsync(patience: TimeSpan.FromSeconds(20));
            return target;
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
        {
            await host.DisposeAsync();
            Directory.Delete(data!, recursive: true);
        }
    }

    /// <returns>The item of the table, where the service is a deployed stack.</returns>
    public async Task<string?> FindItemAsync(string id) => stack is null ? null : await stack.FindItemAsync(id);

    public override string ToString() => host is null ? Url.ToString() : $"{Url} (an embedded host, started for this run)";
}
