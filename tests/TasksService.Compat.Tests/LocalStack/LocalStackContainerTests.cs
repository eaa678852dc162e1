using System.Runtime.Versioning;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Testcontainers.LocalStack;

namespace TasksService.Compat.Tests.LocalStack;

/// <summary>The stand-in over a recorded stand-in of <c>docker</c>.</summary>
[Collection(nameof(ProcessEnvironment))]
[UnsupportedOSPlatform("windows")]
public sealed class LocalStackContainerTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("docker-").FullName;
    private int looks;
    private WebApplication health = null!;

    private int Port => new Uri(health.Urls.Single()).Port;

    [Fact]
    public async Task It_runs_the_image_with_its_port_mount_and_variable_waits_for_its_health_and_removes_it()
    {
        WriteDocker(exitCode: 0);
        using var path = Path();

        await using (var container = new LocalStackBuilder("localstack/localstack:4.14.0")
            .WithPortBinding(Port, LocalStackBuilder.LocalStackPort)
            .WithBindMount("/var/run/docker.sock", "/var/run/docker.sock")
            .WithEnvironment("LOCALSTACK_AUTH_TOKEN", "token")
            .Build())
        {
            await container.StartAsync();
            Assert.Equal($"http://127.0.0.1:{Port}/", container.GetConnectionString());
            Assert.Equal(2, looks);
        }

        Assert.Equal(
            [
                $"run --detach --publish {Port}:4566 --volume /var/run/docker.sock:/var/run/docker.sock --env LOCALSTACK_AUTH_TOKEN=token localstack/localstack:4.14.0",
                "rm --force --volumes 5ca1ab1e",
            ],
            await File.ReadAllLinesAsync(Recording));
    }

    [Fact]
    public async Task What_docker_says_is_in_the_error()
    {
        WriteDocker(exitCode: 125);
        using var path = Path();
        await using var container = new LocalStackBuilder("localstack/localstack:4.14.0").Build();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => container.StartAsync());

        Assert.Equal("docker ended with 125: no engine\n", error.Message);
    }

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        health = builder.Build();
        health.MapGet("/_localstack/health", () => Interlocked.Increment(ref looks) == 1 ? Results.StatusCode(503) : Results.Ok());
        await health.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await health.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private string Recording => System.IO.Path.Combine(folder, "recording");

    private ProcessEnvironment Path() => new(new() { ["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}" });

    private void WriteDocker(int exitCode)
    {
        var docker = System.IO.Path.Combine(folder, "docker");
        File.WriteAllText(docker, $"#!/bin/sh\necho \"$@\" >> {Recording}\n[ {exitCode} = 0 ] || echo 'no engine' >&2\necho 5ca1ab1e\nexit {exitCode}\n");
        File.SetUnixFileMode(docker, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
