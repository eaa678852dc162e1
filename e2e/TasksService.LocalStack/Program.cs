using System.ComponentModel;
using System.Diagnostics;
using Testcontainers.LocalStack;

// Starts LocalStack, deploys to it by the very steps of `make deploy-local`, and runs the end-to-end scenarios there.
const string DockerSocket = "/var/run/docker.sock";
const string TokenVariable = "LOCALSTACK_AUTH_TOKEN";

if (await RunAsync("docker", "info") != 0)
{
    await Console.Error.WriteLineAsync("There is no Docker engine here (`docker info` fails), and LocalStack runs in one: make test-localstack needs it.");
    return 1;
}

var builder = new LocalStackBuilder("localstack/localstack:4.14.0")
    .WithPortBinding(4566, 4566)
    .WithBindMount(DockerSocket, DockerSocket);
if (Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } token)
{
    builder = builder.WithEnvironment(TokenVariable, token);
}

await using var localStack = builder.Build();
await localStack.StartAsync();
Console.WriteLine($"LocalStack is at {localStack.GetConnectionString()}");

return await RunAsync("make", "deploy-local") is not 0 and var failed ? failed : await RunAsync("make", "run-e2e-test", "STAGE=local");

static async Task<int> RunAsync(string command, params string[] arguments)
{
    try
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = command == "docker", RedirectStandardOutput = command == "docker" })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
    catch (Win32Exception)
    {
        return 127;
    }
}
