using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace TasksService.Bench.States;

/// <summary>Calls the Step Functions API of the embedded host.</summary>
internal sealed class StatesClient(Uri url) : IDisposable
{
    private const string Role = "arn:aws:iam::000000000000:role/bench";

    private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = url };

    public async Task<JsonObject> CallAsync(string operation, JsonObject request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(request.ToJsonString(), Encoding.UTF8) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        message.Headers.Add("X-Amz-Target", "AWSStepFunctions." + operation);
        using var response = await http.SendAsync(message);
        var answer = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonNode.Parse(answer)!.AsObject() : throw new InvalidOperationException($"{operation}: {(int)response.StatusCode} {answer}");
    }

    /// <summary>Waits for the host's first answer.</summary>
    public async Task AnswersAsync()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await CallAsync("ListStateMachines", []);
                return;
            }
            catch (HttpRequestException) when (tries < 1_000)
            {
                await Task.Delay(10);
            }
        }
    }

    public async Task<string> CreateAsync(string name, string definition) => (await CallAsync("CreateStateMachine", new()
    {
        ["name"] = name,
        ["definition"] = definition,
        ["roleArn"] = Role,
    }))["stateMachineArn"]!.GetValue<string>();

    public async Task<string> StartAsync(string machine, string input) => (await CallAsync("StartExecution", new()
    {
        ["stateMachineArn"] = machine,
        ["input"] = input,
    }))["executionArn"]!.GetValue<string>();

    public async Task<int> CountAsync(string machine, string status)
    {
        var count = 0;
        await foreach (var page in PagesAsync(machine, status))
        {
            count += page.Count;
        }

        return count;
    }

    public async Task<bool> HasRunningAsync(string machine) => (await CallAsync("ListExecutions", new()
    {
        ["stateMachineArn"] = machine,
        ["statusFilter"] = "RUNNING",
        ["maxResults"] = 1,
    }))["executions"]!.AsArray().Count > 0;

    /// <summary>When each execution of the machine ended, in seconds since the epoch; all of them must have succeeded.</summary>
    public async Task<List<double>> EndsAsync(string machine)
    {
        var ends = new List<double>();
        await foreach (var page in PagesAsync(machine, "SUCCEEDED"))
        {
            ends.AddRange(page.Select(execution => execution!["stopDate"]!.GetValue<double>()));
        }

        return ends;
    }

    public void Dispose() => http.Dispose();

    private async IAsyncEnumerable<JsonArray> PagesAsync(string machine, string status)
    {
        string? token = null;
        do
        {
            var request = new JsonObject { ["stateMachineArn"] = machine, ["statusFilter"] = status, ["maxResults"] = 1000 };
            if (token is not null)
            {
                request["nextToken"] = token;
            }

            var page = await CallAsync("ListExecutions", request);
            token = page["nextToken"]?.GetValue<string>();
            yield return page["executions"]!.AsArray();
        }
        while (token is not null);
    }
}
