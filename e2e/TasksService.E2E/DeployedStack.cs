using System.Diagnostics;

namespace TasksService.E2E;

/// <summary>A stack on AWS or LocalStack, looked at through the <c>aws</c> command with the settings of the environment.</summary>
internal sealed class DeployedStack(string stage)
{
    private readonly Dictionary<string, string> environment = stage == "local"
        ? new() { ["AWS_ENDPOINT_URL"] = "http://localhost:4566", ["AWS_ACCESS_KEY_ID"] = "test", ["AWS_SECRET_ACCESS_KEY"] = "test", ["AWS_DEFAULT_REGION"] = "us-east-1" }
        : [];

    public async Task<string> FindApiUrlAsync() => (await AwsAsync(
        "cloudformation", "describe-stacks", "--stack-name", $"tasks-service-{stage}", "--query", "Stacks[0].Outputs[?OutputKey=='ApiUrl'].OutputValue", "--output", "text")).Trim();

    public Task<string> FindItemAsync(string id) => AwsAsync(
        "dynamodb", "get-item", "--table-name", $"tasksTable-{stage}", "--key", $$$"""{"id":{"S":"{{{id}}}"}}""", "--query", "Item", "--output", "json");

    private async Task<string> AwsAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("aws", arguments) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment.TryAdd(name, value);
        }

        using var aws = Process.Start(start)!;
        var output = await aws.StandardOutput.ReadToEndAsync();
        await aws.WaitForExitAsync();
        return aws.ExitCode == 0 ? output : throw new InvalidOperationException($"aws {string.Join(' ', arguments)} ended with {aws.ExitCode}: see its message above.");
    }
}
